package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the kernel may trust the attributes of a file: a moment, and not at all once the
 * mount shows a file with several names.
 *
 * <p>For libfuse 2 each path is a file of its own, so the kernel would go on showing old attributes
 * of a hard link after a change through another of its names. But without any trust each step of
 * each path is asked for again with every call, which doubles the work of a listing. libfuse has
 * one number for all files, and no function that changes it; so it is found in libfuse's memory by
 * the odd value that it was given, and overwritten.
 */
final class AttributeTrust {

  /** Seconds; a value that a double has exactly, and that nothing else in libfuse has. */
  static final double SECONDS = 0.1015625;

  private static final long NANOS = (long) (SECONDS * TimeUnit.SECONDS.toNanos(1));

  private static final Logger LOG = LoggerFactory.getLogger(AttributeTrust.class);

  /** Where the number is in libfuse's memory; 0 before the mount, or where it was not found. */
  private volatile long address;

  private volatile boolean ended;
  private volatile long endedAt;

  /** Finds the number of a session that does not run yet. */
  void begin(long fuse, long size) {
    OptionalLong found = find(fuse, size);
    if (found.isEmpty()) {
      LOG.warn(
          "This libfuse is unknown: attributes of hard links may be old for {} seconds", SECONDS);
      return;
    }
    address = found.getAsLong();
    if (ended) {
      end();
    }
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

  /**
   * A file is about to get a second name. Returns when nothing is trusted any more, so the first
   * such call of a mount takes as long as the kernel trusts what it was told last.
   */
  void endBeforeLink() throws FsException {
    end();
    try {
      TimeUnit.NANOSECONDS.sleep(endedAt + NANOS - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FsException(FsFailure.INTERRUPTED, "the making of a link was interrupted", e);
    }
  }

  /** A file with several names was seen: from now on the kernel asks each time. */
  void end() {
    if (address != 0) {
      Memory.IO.putDouble(address, 0);
    }
    if (!ended) {
      LOG.debug("A hard link was seen: the kernel asks for attributes each time now");
      endedAt = System.nanoTime();
      ended = true;
    }
  }
}
