package dev.stratus.cloud.guard;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.CloudStoreContract;
import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The contract with all decorators on: they change nothing of it. */
class GuardedStoreContractTest extends CloudStoreContract {

  @Override
  protected StoreUnderTest start() {
    return new Guarded(new MemoryBucket());
  }

  private record Guarded(MemoryBucket bucket) implements StoreUnderTest {

    @Override
    public CloudStore open() {
      GuardSettings fast = GuardSettings.DEFAULT.withRates(1L << 40, 1L << 40);
      return GuardedStore.of(new MemoryStore(bucket, expected()), fast, new SimpleMeterRegistry());
    }

    @Override
    public Capabilities expected() {
      return MemoryStore.EVERYTHING;
    }

    @Override
    public void close() {}
  }
}
