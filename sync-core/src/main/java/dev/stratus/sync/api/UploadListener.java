package dev.stratus.sync.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.control.UploadEvent;
import dev.stratus.sync.control.WatchUploadsRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one callback that an object may have for the uploads of files. */
final class UploadListener {

  private final MountLink link;
  private final CloudUri uris;
  private final WatchUploadsRequest request;

  @GuardedBy("this")
  private @Nullable Registered registered;

  UploadListener(CloudSync cloud, WatchUploadsRequest request) {
    this.link = cloud.link();
    this.uris = cloud.uris();
    this.request = request;
  }

  /** The callback, and which files it heard to be on their way. */
  private final class Registered implements Watcher<UploadEvent> {
    private final Latest<String, UploadProgress> news;
    private final Map<String, UploadProgress> running = new ConcurrentHashMap<>();
    private Runnable ending = () -> {};

    Registered(Consumer<? super UploadProgress> callback) {
      news = new Latest<>((uri, told) -> Calls.harmless(() -> callback.accept(told)));
    }

    @Override
    public void heard(UploadEvent event) {
      UploadProgress progress = progress(uris.mountPoint().resolve(event.path()).toString(), event);
      if (progress.state() == UploadState.RUNNING) {
        running.put(progress.uri(), progress);
      } else {
        running.remove(progress.uri());
      }
      news.put(progress.uri(), progress);
    }

    /** Whoever heard that a file goes up must not wait for its end for ever. */
    @Override
    public void interrupted() {
      running.forEach(
          (uri, last) ->
              news.put(
                  uri,
                  new UploadProgress(
                      UploadState.STOPPED,
                      last.processed(),
                      last.size(),
                      uri,
                      ErrorType.NO_ERROR)));
      running.clear();
    }

    /** What goes up then is told anew. */
    @Override
    public void resumed() {}
  }

  static UploadProgress progress(String path, UploadEvent event) {
    return new UploadProgress(
        UploadState.valueOf(event.state()),
        event.processed(),
        event.size(),
        FileUri.getUriFromPath(path),
        ErrorType.valueOf(event.error()));
  }

  /** Registers; a second callback is ignored. */
  synchronized void on(@Nullable Consumer<? super UploadProgress> callback)
      throws CloudSyncException {
    Consumer<? super UploadProgress> heard = Arguments.requireCallback(callback);
    if (registered != null) {
      return;
    }
    Registered fresh = new Registered(heard);
    try {
      fresh.ending = link.subscribe(request, fresh);
    } catch (IOException e) {
      throw Failures.of(e);
    }
    registered = fresh;
  }

  /** Takes the callback away. */
  synchronized void off() {
    if (registered != null) {
      registered.ending.run();
      registered = null;
    }
  }
}
