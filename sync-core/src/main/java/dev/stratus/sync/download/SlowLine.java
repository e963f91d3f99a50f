package dev.stratus.sync.download;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether programs were kept waiting for their bytes a moment ago. Then the line is slow or far,
 * and bytes that nobody waits for should not take it from those.
 */
final class SlowLine {

  /** On a fast line no read waits so long for its first blocks, whatever else comes down. */
  private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  /** The next read of the same program is not to wait so long again before it has the line. */
  private static final long LASTS = TimeUnit.SECONDS.toNanos(1);

  /** A server ends an answer of which nothing is taken for long. */
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

  private volatile long end;

  SlowLine(long now) {
    end = now;
  }

  /** A read has waited since then, and still does. */
  void waits(long since, long now) {
    if (now - since > LONG_WAIT) {
      end = now + LASTS;
    }
  }

  boolean isSlow(long now) {
    return end - now > 0;
  }

  /** Waits while readers need the line, but not for ever. */
  void leaveToReaders(Fetch fetch) {
    FileDownload owner = fetch.owner();
    long begin = owner.now();
    long poll = owner.settings().poll().toNanos();
    for (long now = begin;
        isSlow(now) && now - begin < LONGEST_PAUSE && !fetch.isAwaited() && !fetch.hasFailed();
        now = owner.now()) {
      LockSupport.parkNanos(this, poll);
    }
  }
}
