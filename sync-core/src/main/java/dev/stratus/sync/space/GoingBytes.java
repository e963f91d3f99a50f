package dev.stratus.sync.space;

import dev.stratus.sync.index.CachedBytes;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the index does not count any more, while the disk still has them: else who brings
 * bytes would take their room before it is free. Thread safe.
 */
final class GoingBytes {

  private final ConcurrentHashMap<Long, Long> byInode = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  /** The index is about to forget so many bytes of a file, or has forgotten them. */
  void put(long inode, long bytes) {
    long room = CachedBytes.roomOf(bytes);
    Long before = byInode.put(inode, room);
    total.addAndGet(room - (before == null ? 0 : before));
  }

  /** The disk has forgotten them too, or the index has not. */
  void remove(long inode) {
    Long before = byInode.remove(inode);
    total.addAndGet(before == null ? 0 : -before);
  }

  boolean has(long inode) {
    return byInode.containsKey(inode);
  }

  long total() {
    return total.get();
  }
}
