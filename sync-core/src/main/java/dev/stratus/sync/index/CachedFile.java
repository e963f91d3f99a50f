package dev.stratus.sync.index;

/**
 * A file with bytes here, as the order of evictions knows it: a small part of its row.
 *
 * @param visit when it was last opened
 * @param cached bytes here
 */
public record CachedFile(long visit, long cached, long inode) {

  /** Comes before all others. */
  public static final CachedFile FIRST = new CachedFile(Long.MIN_VALUE, 0, 0);
}
