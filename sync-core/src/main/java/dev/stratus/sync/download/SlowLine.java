package dev.stratus.sync.download;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether programs were kept waiting for their bytes a moment ago since too many bytes came at
 * once. Then those that nobody waits for should not take the line from them.
 */
final class SlowLine {

  /** The next read of the same program is not to wait so long again before it has the line. */
  private static final long LASTS = TimeUnit.SECONDS.toNanos(1);

  /** A server ends an answer of which nothing is taken for long. */
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

  /** More at once would take the threads from what is fetched ahead of readers. */
  private final Semaphore pauses;

  private volatile long slowUntil;

  /**
   * @param pauses how many fetches may pause at once
   */
  SlowLine(int pauses, long now) {
    this.pauses = new Semaphore(pauses);
    this.slowUntil = now;
  }

  /** A read waits too long. */
  void foundSlow(long now) {
    slowUntil = now + LASTS;
  }

  boolean isSlow(long now) {
    return slowUntil - now > 0;
  }

  /** Pauses while readers need the line, but not for ever. */
  void leaveToReaders(Fetch fetch) {
    if (pauses.tryAcquire()) {
      try {
        pause(fetch);
      } finally {
        pauses.release();
      }
    }
  }

  private void pause(Fetch fetch) {
    FileDownload owner = fetch.owner();
    long begin = owner.now();
    while (mustWait(fetch, begin, owner.now())) {
      LockSupport.parkNanos(this, owner.settings().poll().toNanos());
    }
  }

  private boolean mustWait(Fetch fetch, long begin, long now) {
    return isSlow(now) && now - begin < LONGEST_PAUSE && !fetch.isAwaited() && !fetch.hasFailed();
  }
}
