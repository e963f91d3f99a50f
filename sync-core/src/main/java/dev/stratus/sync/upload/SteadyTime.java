package dev.stratus.sync.upload;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Milliseconds since it was made, whatever the machine's clock is set to meanwhile. */
final class SteadyTime {

  private final LongSupplier nanos;
  private final long start;

  /**
   * @param nanos like {@link System#nanoTime}
   */
  SteadyTime(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start);
  }
}
