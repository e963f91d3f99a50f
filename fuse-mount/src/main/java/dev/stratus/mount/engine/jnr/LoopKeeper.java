package dev.stratus.mount.engine.jnr;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that looks for stuck ones while few are free, and sleeps otherwise. */
final class LoopKeeper extends Thread {

  /** As long as others may wait while all threads get stuck at once. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final FuseLoop loop;
  private volatile boolean asleep;
  private volatile boolean ended;

  LoopKeeper(FuseLoop loop) {
    super("fuse-keeper");
    this.loop = loop;
    setDaemon(true);
  }

  @Override
  public void run() {
    while (!ended) {
      if (loop.isShort()) {
        LockSupport.parkNanos(this, TICK_NANOS);
        loop.topUp();
      } else {
        sleepUntilShort();
      }
    }
  }

  /** A loop that got short after the first look finds {@code asleep} set, and wakes. */
  private void sleepUntilShort() {
    asleep = true;
    if (!loop.isShort() && !ended) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  void wake() {
    if (asleep) {
      LockSupport.unpark(this);
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
  }
}
