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
    return clock.millis() + pause(attempts, LONGEST_MILLIS);
  }

  /** How long to wait, in milliseconds. */
  long pause(int attempts, long longestMillis) {
    return vary(Math.min(longestMillis, FIRST_MILLIS << Math.min(attempts, MAX_DOUBLINGS)));
  }

  /** When to look whether what was refused is allowed by now. */
  long afterRefusal(int attempts) {
    long wait = Math.min(RARELY_MILLIS, REFUSED_MILLIS << Math.min(attempts, MAX_DOUBLINGS));
    return clock.millis() + vary(wait);
  }

  /**
   * Whether a time that was named here is still to come. One that is further away than any that is
   * named was named before the machine's clock was set back.
   */
  static boolean isToCome(long notBeforeMillis, long nowMillis) {
    long left = notBeforeMillis - nowMillis;
    return left > 0 && left <= RARELY_MILLIS;
  }

  private long vary(long wait) {
    synchronized (random) {
      return (long) (wait * (0.5 + random.nextDouble() / 2));
    }
  }
}
