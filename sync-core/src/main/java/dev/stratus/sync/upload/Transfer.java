package dev.stratus.sync.upload;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of one file on their way up. */
public final class Transfer {

  private final long inode;
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean paused;

  Transfer(long inode) {
    this.inode = inode;
  }

  public long inode() {
    return inode;
  }

  /** How many bytes are to be sent. */
  public long total() {
    return total.get();
  }

  /** How many of them were; a part that is sent again counts once. */
  public long sent() {
    return Math.min(sent.get(), total.get());
  }

  public int percent() {
    return total() == 0 ? 0 : (int) (100 * sent() / total());
  }

  /** Somebody paused it: it ends before its next part. */
  void pause() {
    paused = true;
  }

  boolean isPaused() {
    return paused;
  }

  void expect(long bytes) {
    total.set(bytes);
    sent.set(0);
  }

  void add(long bytes) {
    sent.addAndGet(bytes);
  }
}
