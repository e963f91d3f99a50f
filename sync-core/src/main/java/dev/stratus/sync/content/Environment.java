package dev.stratus.sync.content;

import dev.stratus.sync.index.Index;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What open files work with.
 *
 * @param nanos the time, in nanoseconds since 1970
 * @param uuids a new UUID at each call
 */
public record Environment(
    Index index, ContentStore store, LongSupplier nanos, Supplier<String> uuids) {}
