package dev.stratus.sync.control;

import java.util.List;

/**
 * What the bucket keeps of a file.
 *
 * @param path below the mount's root
 * @param versions the newest first
 */
public record HistoryList(String path, List<HistoricVersion> versions) {

  public HistoryList {
    versions = List.copyOf(versions);
  }
}
