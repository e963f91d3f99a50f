package dev.stratus.cloud.guard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limit on bytes per second, shared by all streams of one direction. Bytes that somebody waits
 * for go first.
 */
final class ByteRate {

  /** Bytes are let through in pieces of this time, so that a low limit does not come in bursts. */
  private static final int TICKS_PER_SECOND = 20;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long perSecond;
  private final long perTick;
  private final long patience;
  private final LongSupplier ticker;

  /** How many may pass now; below 0 what passed before its time. */
  @GuardedBy("this")
  private long allowed;

  @GuardedBy("this")
  private long countedAt;

  @GuardedBy("this")
  private int urgent;

  /**
   * @param bytesPerSecond 0 for no limit
   * @param patience how long one piece waits at most
   * @param ticker nanoseconds that never go back
   */
  ByteRate(long bytesPerSecond, Duration patience, LongSupplier ticker) {
    this.perSecond = bytesPerSecond;
    this.perTick = Math.max(1, bytesPerSecond / TICKS_PER_SECOND);
    this.patience = patience.toNanos();
    this.ticker = ticker;
    this.countedAt = ticker.getAsLong();
  }

  boolean limits() {
    return perSecond > 0;
  }

  /** Waits until so many bytes may have passed. */
  void slow(int bytes) throws CloudException {
    if (!limits()) {
      return;
    }
    for (long left = bytes; left > 0; left -= perTick) {
      pass(Math.min(left, perTick));
    }
  }

  private synchronized void pass(long bytes) throws CloudException {
    boolean first = Lane.isUrgent();
    urgent += first ? 1 : 0;
    try {
      long end = ticker.getAsLong() + patience;
      long wait = nanosToWait(first);
      while (wait > 0) {
        if (ticker.getAsLong() - end >= 0) {
          throw new CloudException(CloudFailure.TIMED_OUT, "too many wait for their bytes");
        }
        TimeUnit.NANOSECONDS.timedWait(this, wait);
        wait = nanosToWait(first);
      }
      allowed -= bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.CANCELLED, "interrupted by a limit on bytes", e);
    } finally {
      urgent -= first ? 1 : 0;
      notifyAll();
    }
  }

  /** 0 if bytes may pass now. */
  @GuardedBy("this")
  private long nanosToWait(boolean first) {
    long now = ticker.getAsLong();
    long more = (long) ((double) (now - countedAt) * perSecond / SECOND);
    if (more > 0) {
      allowed = Math.min(perTick, allowed + more);
      countedAt = now;
    }
    if (allowed > 0) {
      return first || urgent == 0 ? 0 : SECOND / TICKS_PER_SECOND;
    }
    return Math.max(1, (long) ((double) (1 - allowed) * SECOND / perSecond));
  }
}
