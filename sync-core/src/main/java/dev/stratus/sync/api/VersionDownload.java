package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.RestoreRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The download of one version, from its beginning to its last event. */
final class VersionDownload {

  private static final Logger log = LoggerFactory.getLogger(VersionDownload.class);

  /** The original's place for them, in each bundle. */
  private static final String DIRECTORY = ".cloudFileVersionConflict";

  private static final int ALL = 100;

  /** So many bytes of a name leave room for the version's. */
  private static final int MOST_NAME_BYTES = 120;

  private static final int MOST_VERSION_BYTES = 120;

  private final MountLink link;
  private final Path file;
  private final String version;
  private final Consumer<VersionDownloadProgress> callback;
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

  VersionDownload(
      MountLink link, Path file, String version, Consumer<VersionDownloadProgress> callback) {
    this.link = link;
    this.file = file;
    this.version = version;
    this.callback = callback;
  }

  /** Returns the uri of what will be there, when the download has begun. */
  String start(Path mountPoint) throws CloudSyncException {
    Path target = target(mountPoint);
    Calls.run(() -> run(target));
    try {
      begun.join();
      return FileUri.getUriFromPath(target.toString());
    } catch (CompletionException e) {
      if (e.getCause() instanceof CloudSyncException known) {
        throw known;
      }
      throw e;
    }
  }

  private Path target(Path mountPoint) {
    Path below = mountPoint.relativize(file);
    Path bundle = below.getNameCount() > 1 ? mountPoint.resolve(below.getName(0)) : mountPoint;
    String name = cut(String.valueOf(file.getFileName()), MOST_NAME_BYTES);
    String id = cut(version.replace('/', '_'), MOST_VERSION_BYTES);
    return bundle.resolve(DIRECTORY).resolve(name + "." + id);
  }

  private static String cut(String text, int bytes) {
    String cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  private void run(Path target) {
    try {
      link.ask(new RestoreRequest(file.toString(), version, target.toString()), this::progressed);
      begun.complete(true);
      tell(State.COMPLETED, ALL, DownloadErrorType.NO_ERROR);
    } catch (IOException e) {
      // Refused, nobody hears of it but whoever waits for its beginning.
      if (!begun.completeExceptionally(Failures.of(e))) {
        log.warn("The download of a version of {} ended", file, e);
        tell(State.FAILED, 0, errorOf(e));
      }
    }
  }

  private void progressed(Progress progress) {
    begun.complete(true);
    long total = progress.bytesTotal();
    int percent = total <= 0 ? 0 : (int) Math.min(ALL - 1, progress.bytesDone() * ALL / total);
    tell(State.RUNNING, percent, DownloadErrorType.NO_ERROR);
  }

  private static DownloadErrorType errorOf(IOException e) {
    if (!(e instanceof ControlException control)) {
      return DownloadErrorType.UNKNOWN_ERROR;
    }
    return switch (control.failure()) {
      case UNREACHABLE -> DownloadErrorType.NETWORK_UNAVAILABLE;
      case NO_SPACE -> DownloadErrorType.LOCAL_STORAGE_FULL;
      case NO_SUCH_FILE, NO_SUCH_VERSION -> DownloadErrorType.CONTENT_NOT_FOUND;
      default -> DownloadErrorType.UNKNOWN_ERROR;
    };
  }

  private void tell(State state, int percent, DownloadErrorType error) {
    Calls.harmless(() -> callback.accept(new VersionDownloadProgress(state, percent, error)));
  }
}
