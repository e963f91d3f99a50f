package dev.stratus.sync.index;

/**
 * How many bytes are here of all files.
 *
 * @param total of all
 * @param again of those that were opened again since they came, which are among them
 * @param room how much of the disk all of them take
 */
public record CachedBytes(long total, long again, long room) {

  /** Nearly every disk gives each file room in pieces of this size. */
  static final int PAGE = 4096;

  static final CachedBytes NONE = new CachedBytes(0, 0, 0);

  static CachedBytes of(Inode inode) {
    long cached = inode.cached();
    return new CachedBytes(cached, inode.visited() == Visited.AGAIN ? cached : 0, roomOf(cached));
  }

  /** How much of the disk bytes of one file take: of small files several times as much. */
  public static long roomOf(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }

  CachedBytes plus(CachedBytes other) {
    return new CachedBytes(total + other.total, again + other.again, room + other.room);
  }

  CachedBytes minus(CachedBytes other) {
    return new CachedBytes(total - other.total, again - other.again, room - other.room);
  }

  /** Of those that were opened once at most since they came. */
  public long once() {
    return total - again;
  }
}
