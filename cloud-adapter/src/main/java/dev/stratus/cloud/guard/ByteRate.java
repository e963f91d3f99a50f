package dev.stratus.cloud.guard;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A limit on bytes per second, shared by all streams of one direction. */
final class ByteRate {

  /** Bytes are let through in pieces of this time, so that a low limit does not come in bursts. */
  private static final Duration TICK = Duration.ofMillis(50);

  private static final int TICKS_PER_SECOND = 20;

  private final @Nullable RateLimiter limiter;
  private final int perTick;

  private ByteRate(@Nullable RateLimiter limiter, int perTick) {
    this.limiter = limiter;
    this.perTick = perTick;
  }

  /**
   * @param bytesPerSecond 0 for no limit
   * @param patience how long one piece waits at most
   */
  static ByteRate of(long bytesPerSecond, Duration patience) {
    if (bytesPerSecond == 0) {
      return new ByteRate(null, Integer.MAX_VALUE);
    }
    int perTick = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytesPerSecond / TICKS_PER_SECOND));
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitRefreshPeriod(TICK)
            .limitForPeriod(perTick)
            .timeoutDuration(patience)
            .build();
    return new ByteRate(RateLimiter.of("bytes", config), perTick);
  }

  boolean limits() {
    return limiter != null;
  }

  /** Waits until so many bytes may have passed. */
  void slow(int bytes) throws CloudException {
    RateLimiter rate = limiter;
    if (rate == null) {
      return;
    }
    for (int left = bytes; left > 0; left -= perTick) {
      if (!rate.acquirePermission(Math.min(left, perTick))) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        throw new CloudException(
            interrupted ? CloudFailure.CANCELLED : CloudFailure.TIMED_OUT,
            interrupted ? "interrupted by a limit on bytes" : "too many wait for their bytes");
      }
    }
  }
}
