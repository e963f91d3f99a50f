/**
 * A cloud in memory, for tests: the whole contract, with faults on demand.
 *
 * <p>A {@link dev.stratus.cloud.memory.MemoryBucket} holds the objects; any number of {@link
 * dev.stratus.cloud.memory.MemoryStore}s, each with its own capabilities, faults and counters, look
 * at it as different clients would. No network and no files are known here. The bucket's monitor is
 * held for single steps only, never while bytes are read, a fault waits or a listener is called.
 * Nothing survives the process.
 */
@NullMarked
package dev.stratus.cloud.memory;

import org.jspecify.annotations.NullMarked;
