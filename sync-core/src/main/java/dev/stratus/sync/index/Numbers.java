package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;

/**
 * Numbers for inodes and names, taken from ranges that are reserved durably, so that none comes
 * again after a crash. Used under the writer's lock only.
 */
final class Numbers {

  private static final String RESERVED = "numbers-reserved";

  /** How many are reserved at once: one sync of the log for as many new files. */
  private static final long RANGE = 16_384;

  private final Index index;
  private long next;
  private long end;
  private boolean unsynced;

  Numbers(Index index) {
    this.index = index;
  }

  long next(IndexChange change) throws FsException {
    if (next == end) {
      next = reserved(change);
      end = next + RANGE;
      change.putMeta(RESERVED, Long.toString(end));
      unsynced = true;
    }
    return next++;
  }

  private static long reserved(IndexChange change) throws FsException {
    return change.tables().meta().get(RESERVED).map(Long::parseLong).orElse(InodeId.FIRST_FREE);
  }

  /** No number up to this one is given any more. */
  void skip(IndexChange change, long last) throws FsException {
    long reserved = reserved(change);
    if (last >= reserved) {
      change.putMeta(RESERVED, Long.toString(last + 1));
      next = 0;
      end = 0;
      unsynced = true;
    }
  }

  /** After the commit of a change. */
  void committed() throws FsException {
    if (unsynced) {
      index.sync();
      unsynced = false;
    }
  }

  /** After a change that was not committed: what it reserved is not ours. */
  void rolledBack() {
    if (unsynced) {
      next = 0;
      end = 0;
      unsynced = false;
    }
  }
}
