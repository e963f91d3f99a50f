package dev.stratus.sync.control;

import java.util.List;

/**
 * How a task stands. Each event tells all of it, so that of several the last one is enough.
 *
 * @param state {@code RUNNING}; last {@code COMPLETED}, {@code FAILED} if a file did not come, or
 *     {@code STOPPED}
 * @param processed bytes of its files that are here
 * @param size bytes that its files have
 * @param arrived the files that are all here, by their place in the request
 * @param error why the last one failed that did, or {@code NO_ERROR}
 */
public record TaskEvent(
    long task,
    String state,
    long processed,
    long size,
    List<Integer> arrived,
    List<Failed> failed,
    String error) {

  /**
   * A file that did not come.
   *
   * @param file its place in the request
   * @param error a name of cloudSync's DownloadErrorType
   */
  public record Failed(int file, String error) {}

  public TaskEvent {
    arrived = List.copyOf(arrived);
    failed = List.copyOf(failed);
  }
}
