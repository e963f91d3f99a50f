package dev.stratus.cloud.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A slow network: what comes through it at once shares its bytes per second fairly. */
public final class NarrowLine {

  private static final int PACKET = 16 << 10;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;

  /** Fair: everybody's packets pass by turns. */
  private final ReentrantLock turn = new ReentrantLock(true);

  @GuardedBy("turn")
  private long freeAt = System.nanoTime();

  public NarrowLine(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Returns how many of so many bytes have passed: no more than a packet at once. */
  long pass(long wanted) {
    long bytes = Math.min(wanted, PACKET);
    turn.lock();
    try {
      freeAt = Math.max(freeAt, System.nanoTime()) + bytes * SECOND / bytesPerSecond;
      for (long left = freeAt - System.nanoTime(); left > 0; left = freeAt - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
      return bytes;
    } finally {
      turn.unlock();
    }
  }
}
