package dev.stratus.sync.control;

import java.util.List;

/**
 * What takes the room of the local copies.
 *
 * @param path below the mount's root: only what is at or below it counts
 * @param total of all local copies there
 * @param inCloud bytes of them that the cloud has too
 * @param states of them, with the files and bytes in each
 * @param directories the ones right below the path that have most, with what is below each
 * @param largest files
 * @param oldest files, by their last visit
 */
public record CacheContents(
    String path,
    Amount total,
    long inCloud,
    List<StateShare> states,
    List<DirectoryShare> directories,
    List<CachedFile> largest,
    List<CachedFile> oldest) {

  /** So much is in one state. */
  public record StateShare(CacheState state, Amount amount) {}

  /**
   * So much is below one directory.
   *
   * @param name of the directory, or {@code .} for files right below the path
   */
  public record DirectoryShare(String name, Amount amount) {}

  public CacheContents {
    states = List.copyOf(states);
    directories = List.copyOf(directories);
    largest = List.copyOf(largest);
    oldest = List.copyOf(oldest);
  }
}
