package dev.stratus.sync.content;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Files that nobody may begin to use for a moment, because something is done with all of them
 * together. Thread safe.
 */
final class Holds {

  /** What those wait for who want to use held files. */
  static final class Hold {
    private final Semaphore ended = new Semaphore(0);

    /** Returns when it is over. Content files are closed by an interrupt: it is not heard here. */
    void await() {
      ended.acquireUninterruptibly();
      ended.release();
    }
  }

  private final ConcurrentHashMap<Long, Hold> holds = new ConcurrentHashMap<>();

  void put(long inode, Hold hold) {
    holds.put(inode, hold);
  }

  Optional<Hold> of(long inode) {
    return Optional.ofNullable(holds.get(inode));
  }

  /** Lets everybody use these files again. */
  void end(Collection<Long> inodes, Hold hold) {
    inodes.forEach(holds::remove);
    hold.ended.release();
  }
}
