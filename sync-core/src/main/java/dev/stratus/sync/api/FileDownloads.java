package dev.stratus.sync.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.control.TaskEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that one object of a program began to download, and who hears of them. */
final class FileDownloads {

  /** How many ended ones are known, so that a stop that comes late is no mistake. */
  private static final int REMEMBERED = 10_000;

  /** A file that was begun; {@code running} until its last event. */
  private record Begun(long task, boolean running) {}

  private final TaskFeed feed;
  private final Callbacks<DownloadProgress> callbacks;

  @GuardedBy("this")
  private final Map<Path, Begun> begun =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Begun> eldest) {
          return size() > REMEMBERED && !eldest.getValue().running();
        }
      };

  FileDownloads(TaskFeed feed, Callbacks<DownloadProgress> callbacks) {
    this.feed = feed;
    this.callbacks = callbacks;
  }

  Callbacks<DownloadProgress> callbacks() {
    return callbacks;
  }

  /** Begins to download a file; one that comes already goes on. */
  @Nullable Void start(String uri, Path file) throws CloudSyncException {
    long task = feed.number();
    if (!claim(file, task)) {
      return null;
    }
    try {
      feed.begin(task, List.of(file.toString()), false, event -> heard(uri, file, event));
    } catch (CloudSyncException e) {
      forget(file, task);
      throw e;
    }
    return null;
  }

  private synchronized boolean claim(Path file, long task) {
    Begun known = begun.get(file);
    if (known != null && known.running()) {
      return false;
    }
    begun.put(file, new Begun(task, true));
    return true;
  }

  private synchronized void forget(Path file, long task) {
    begun.remove(file, new Begun(task, true));
  }

  private void heard(String uri, Path file, TaskEvent event) {
    State state = State.valueOf(event.state());
    if (state != State.RUNNING) {
      synchronized (this) {
        begun.replace(file, new Begun(event.task(), true), new Begun(event.task(), false));
      }
    }
    callbacks.tell(
        new DownloadProgress(
            state, event.processed(), event.size(), uri, DownloadErrorType.valueOf(event.error())));
  }

  /**
   * Ends the download of a file, if it has not ended.
   *
   * @param clean whether what came goes
   * @return whether this object began it
   */
  boolean stop(Path file, boolean clean) throws CloudSyncException {
    Optional<Begun> known = known(file);
    if (known.isPresent() && known.get().running()) {
      feed.stop(known.get().task(), clean);
    }
    return known.isPresent();
  }

  private synchronized Optional<Begun> known(Path file) {
    return Optional.ofNullable(begun.get(file));
  }
}
