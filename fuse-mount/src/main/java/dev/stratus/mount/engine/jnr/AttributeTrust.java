package dev.stratus.mount.engine.jnr;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the kernel may trust the attributes of a file: a moment, and not at all while the
 * mount shows files with several names.
 *
 * <p>For libfuse 2 each path is a file of its own, so the kernel would go on showing old attributes
 * of a hard link after a change through another of its names. But without any trust each step of
 * each path is asked for again with every call, which doubles the work of a listing. libfuse has
 * one number for all files, and no function that changes it; so it is found in libfuse's memory by
 * the odd value that it was given, and overwritten.
 *
 * <p>What was trusted before a link was made is taken back ({@link LoopThread#forgetLinked}).
 */
final class AttributeTrust {

  /** Seconds; a value that a double has exactly, and that nothing else in libfuse has. */
  static final double SECONDS = 0.1015625;

  /** Far longer than libfuse needs to answer what it was told. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(AttributeTrust.class);

  /** Where the number is in libfuse's memory; 0 before the mount, or where it was not found. */
  private volatile long address;

  private final LongSupplier clock;

  private volatile boolean ended;
  private volatile long lastSeen;

  /**
   * @param clock nanoseconds
   */
  AttributeTrust(LongSupplier clock) {
    this.clock = clock;
  }

  /** Finds the number of a session that does not run yet. */
  void begin(long fuse, long size) {
    OptionalLong found = find(fuse, size);
    if (found.isEmpty()) {
      LOG.warn(
          "This libfuse is unknown: attributes of hard links may be old for {} seconds", SECONDS);
      return;
    }
    address = found.getAsLong();
  }

  private static OptionalLong find(long start, long size) {
    long wanted = Double.doubleToRawLongBits(SECONDS);
    OptionalLong found = OptionalLong.empty();
    for (long at = start; at + Long.BYTES <= start + size; at += Long.BYTES) {
      if (Memory.IO.getLong(at) == wanted) {
        if (found.isPresent()) {
          return OptionalLong.empty();
        }
        found = OptionalLong.of(at);
      }
    }
    return found;
  }

  /** A file with several names is or will be shown: for now the kernel asks each time. */
  synchronized void end() {
    lastSeen = clock.getAsLong();
    set(0);
    ended = true;
  }

  /** A file with one name is shown: long after the last other one, the kernel may trust again. */
  void resume() {
    if (ended && clock.getAsLong() - lastSeen > REST_NANOS) {
      resumeNow();
    }
  }

  private synchronized void resumeNow() {
    if (clock.getAsLong() - lastSeen > REST_NANOS) {
      ended = false;
      set(SECONDS);
    }
  }

  private void set(double seconds) {
    if (address != 0) {
      Memory.IO.putDouble(address, seconds);
    }
  }
}
