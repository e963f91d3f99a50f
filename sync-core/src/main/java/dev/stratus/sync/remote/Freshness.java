package dev.stratus.sync.remote;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.sync.Memories;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Has directories that are used looked at again, behind, when they were last seen long ago: where
 * the bucket tells no changes, what somebody works with is younger than the compares make it.
 */
final class Freshness {

  /** Beyond, a compare brings more with each request. */
  private static final int AT_ONCE = 8;

  private static final int REMEMBERED = 10_000;

  private final BooleanSupplier told;
  private final LongConsumer refresh;
  private final AtomicInteger underWay = new AtomicInteger();

  /** When each was last asked for, while that is not long ago. */
  private final Cache<Long, Boolean> seen;

  /**
   * @param old how long ago a look may be
   * @param told whether the bucket tells changes by itself
   * @param refresh begins a look, and calls {@link #done} at its end
   */
  Freshness(Duration old, BooleanSupplier told, LongConsumer refresh) {
    this.told = told;
    this.refresh = refresh;
    this.seen = Memories.of(REMEMBERED).expireAfterWrite(old).build();
  }

  /** A program uses a directory. Never waits. */
  void used(long directory) {
    if (told.getAsBoolean() || seen.getIfPresent(directory) != null) {
      return;
    }
    if (underWay.incrementAndGet() > AT_ONCE) {
      underWay.decrementAndGet();
      return;
    }
    seen.put(directory, true);
    refresh.accept(directory);
  }

  void done() {
    underWay.decrementAndGet();
  }
}
