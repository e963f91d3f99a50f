package dev.stratus.sync.index;

/**
 * How many bytes are here of all files.
 *
 * @param total of all
 * @param again of those that were opened again since they came, which are among them
 */
public record CachedBytes(long total, long again) {

  static final CachedBytes NONE = new CachedBytes(0, 0);

  static CachedBytes of(Inode inode) {
    return new CachedBytes(inode.cached(), inode.visited() == Visited.AGAIN ? inode.cached() : 0);
  }

  CachedBytes plus(CachedBytes other) {
    return new CachedBytes(total + other.total, again + other.again);
  }

  CachedBytes minus(CachedBytes other) {
    return new CachedBytes(total - other.total, again - other.again);
  }

  /** Of those that were opened once at most since they came. */
  public long once() {
    return total - again;
  }
}
