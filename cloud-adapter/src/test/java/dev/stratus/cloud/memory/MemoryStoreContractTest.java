package dev.stratus.cloud.memory;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.CloudStoreContract;
import dev.stratus.cloud.StoreUnderTest;

/** The contract on a cloud in memory that can everything. */
class MemoryStoreContractTest extends CloudStoreContract {

  @Override
  protected StoreUnderTest start() {
    return new Memory(MemoryStore.EVERYTHING);
  }

  record Memory(Capabilities expected, MemoryBucket bucket) implements StoreUnderTest {

    Memory(Capabilities expected) {
      this(expected, new MemoryBucket());
    }

    @Override
    public CloudStore open() {
      return new MemoryStore(bucket, expected);
    }

    @Override
    public void close() {}
  }
}
