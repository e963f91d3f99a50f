package dev.stratus.sync.content;

import dev.stratus.sync.index.CachedBytes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What everybody may know of an open file without taking its lock. Only who holds the lock says
 * something new.
 */
final class Published {

  private final AtomicLong ahead;
  private volatile Live live;
  private volatile boolean complete;

  /** Bytes of this file in {@link #ahead}. */
  private long counted;

  /**
   * @param ahead room taken, over all files in use, that the index does not count yet
   */
  Published(AtomicLong ahead, Live first, boolean allHere, long recorded) {
    this.ahead = ahead;
    this.live = first;
    this.complete = allHere;
    count(first, recorded);
  }

  Live live() {
    return live;
  }

  /** Whether every byte is here. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Says how the file is now.
   *
   * @param recorded how many bytes are here as the index knows it
   */
  void say(Live now, boolean allHere, long recorded) {
    complete = allHere;
    live = now;
    count(now, recorded);
  }

  private void count(Live now, long recorded) {
    count(CachedBytes.roomOf(now.cached()) - CachedBytes.roomOf(recorded));
  }

  /** So much room is taken that the index does not count yet. */
  void count(long bytes) {
    ahead.addAndGet(bytes - counted);
    counted = bytes;
  }
}
