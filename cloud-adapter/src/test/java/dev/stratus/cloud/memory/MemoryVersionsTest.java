package dev.stratus.cloud.memory;

import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.VersionsContract;

/** Versions in memory. */
class MemoryVersionsTest extends VersionsContract {

  @Override
  protected StoreUnderTest start() {
    return new MemoryStoreContractTest.Memory(MemoryStore.EVERYTHING);
  }
}
