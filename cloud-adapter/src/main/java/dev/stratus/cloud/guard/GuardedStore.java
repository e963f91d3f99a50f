package dev.stratus.cloud.guard;

import dev.stratus.cloud.CloudStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Puts the decorators around a store. */
public final class GuardedStore {

  private GuardedStore() {}

  /**
   * Metering ⊃ retry ⊃ limit: a meter sees a request as its caller does, with all its attempts;
   * each attempt waits for its turn, and a pause between two takes nobody's place.
   *
   * <p>What is sent again: requests that may be done twice (reads, parts, aborts, everything
   * without a precondition) after every retryable failure; the others, a completion and whatever
   * has a precondition, only when the server said that it did nothing or was never reached. After
   * any other failure their outcome is unknown, and only the caller can recognise its own attempt
   * by the nonce. A body that breaks while it is read is the reader's to resume.
   */
  public static CloudStore of(CloudStore store, GuardSettings settings, MeterRegistry registry) {
    return new MeteredStore(
        new RetryingStore(new LimitedStore(store, settings), settings), registry);
  }

  /** How many bytes went up and came down through stores with this registry, so far. */
  public static long bytesMoved(MeterRegistry registry) {
    return (long)
        registry.find(MeteredStore.BYTES).counters().stream().mapToDouble(Counter::count).sum();
  }
}
