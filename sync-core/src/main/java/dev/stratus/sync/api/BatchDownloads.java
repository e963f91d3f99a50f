package dev.stratus.sync.api;

import dev.stratus.sync.control.TaskEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The batches that one object of a program began to download, and who hears of them. */
final class BatchDownloads {

  private final TaskFeed feed;
  private final Callbacks<MultiDownloadProgress> callbacks = new Callbacks<>(Integer.MAX_VALUE);
  private final Set<Long> begun = ConcurrentHashMap.newKeySet();

  BatchDownloads(TaskFeed feed) {
    this.feed = feed;
  }

  Callbacks<MultiDownloadProgress> callbacks() {
    return callbacks;
  }

  /** Begins one; returns its number. */
  long start(List<String> uris, List<String> paths) throws CloudSyncException {
    long task = feed.number();
    List<String> named = List.copyOf(uris);
    begun.add(task);
    try {
      feed.begin(task, paths, true, event -> callbacks.tell(progress(named, event)));
    } catch (CloudSyncException e) {
      begun.remove(task);
      throw e;
    }
    return task;
  }

  private static MultiDownloadProgress progress(List<String> uris, TaskEvent event) {
    return new MultiDownloadProgress(
        State.valueOf(event.state()),
        event.task(),
        event.arrived().stream().map(uris::get).toList(),
        event.failed().stream()
            .map(
                failed ->
                    new FailedFileInfo(
                        uris.get(failed.file()), DownloadErrorType.valueOf(failed.error())))
            .toList(),
        uris.size(),
        event.processed(),
        event.size(),
        DownloadErrorType.valueOf(event.error()));
  }

  /**
   * Ends one, if it has not ended.
   *
   * @param clean whether what came of files that are not all here goes
   * @return whether this object began it
   */
  boolean stop(long task, boolean clean) throws CloudSyncException {
    if (begun.contains(task)) {
      feed.stop(task, clean);
    }
    return begun.contains(task);
  }
}
