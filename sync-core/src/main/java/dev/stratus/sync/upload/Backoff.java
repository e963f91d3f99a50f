package dev.stratus.sync.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.Random;

/** How long to wait after vain attempts: longer each time, never the same for two. */
final class Backoff {

  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;
  private static final long REFUSED_MILLIS = 60_000;
  private static final long RARELY_MILLIS = 3_600_000;
  private static final int MAX_DOUBLINGS = 16;

  private final Clock clock;

  @GuardedBy("random")
  private final Random random;

  Backoff(Clock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /** When to try again after so many vain attempts before the one that has just failed. */
  long next(int attempts) {
    return next(attempts, LONGEST_MILLIS);
  }

  long next(int attempts, long longestMillis) {
    return after(Math.min(longestMillis, FIRST_MILLIS << Math.min(attempts, MAX_DOUBLINGS)));
  }

  /** When to look whether what was refused is allowed by now. */
  long afterRefusal(int attempts) {
    return after(Math.min(RARELY_MILLIS, REFUSED_MILLIS << Math.min(attempts, MAX_DOUBLINGS)));
  }

  private long after(long wait) {
    synchronized (random) {
      return clock.millis() + (long) (wait * (0.5 + random.nextDouble() / 2));
    }
  }
}
