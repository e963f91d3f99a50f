package dev.stratus.sync.namespace;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where new times and identities come from, so that tests own them.
 *
 * @param nanos the time, in nanoseconds since 1970
 * @param uuids a new UUID at each call
 */
public record Clocks(LongSupplier nanos, Supplier<String> uuids) {

  long now() {
    return nanos.getAsLong();
  }

  String uuid() {
    return uuids.get();
  }
}
