package dev.stratus.sync.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.Random;

/** How long to wait after vain attempts: longer each time, never the same for two. */
final class Backoff {

  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;
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
    long wait = Math.min(longestMillis, FIRST_MILLIS << Math.min(attempts, MAX_DOUBLINGS));
    synchronized (random) {
      return clock.millis() + (long) (wait * (0.5 + random.nextDouble() / 2));
    }
  }
}
