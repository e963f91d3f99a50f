package dev.stratus.cloud.memory;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStoreContract;
import dev.stratus.cloud.StoreUnderTest;

/** The contract on a cloud in memory that can nothing beyond the plain verbs. */
class WeakMemoryStoreContractTest extends CloudStoreContract {

  @Override
  protected StoreUnderTest start() {
    return new MemoryStoreContractTest.Memory(Capabilities.none());
  }
}
