package dev.stratus.sync.control;

import java.util.List;

/**
 * A file that is not in the cloud, or whose local copy was kept.
 *
 * @param path below the mount's root
 * @param state the name of its FileSyncState
 * @param reason why, for a human
 */
public record RemainingFile(String path, String state, String reason) {

  /** Those of some files that somebody named by their absolute paths. */
  static List<RemainingFile> namedIn(List<String> named, List<RemainingFile> files) {
    return files.stream()
        .filter(file -> named.stream().anyMatch(path -> path.endsWith("/" + file.path())))
        .toList();
  }
}
