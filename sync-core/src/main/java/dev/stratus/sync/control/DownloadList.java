package dev.stratus.sync.control;

import java.util.List;

/** How the downloads of some files stand, in the order in which they were asked for. */
public record DownloadList(List<Item> files) {

  /**
   * One file.
   *
   * @param state {@code RUNNING} while bytes come, {@code COMPLETED} when all are here, else {@code
   *     STOPPED}
   * @param processed bytes that are here
   * @param size bytes that it has
   */
  public record Item(String state, long processed, long size) {}

  public DownloadList {
    files = List.copyOf(files);
  }
}
