package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;

/**
 * How long the log is, which is not its file's size: that stays when the log begins anew.
 *
 * @param complete whether nobody prevented what was asked for
 * @param frames how many pages are in it
 * @param copied how many of them are in the database, and safe there
 */
record LogLength(boolean complete, long frames, long copied) {

  /** What SQLite can do with the log. */
  enum Step {
    /** Nothing: to see how long it is. */
    NOOP,
    /** Copies what it can, and waits for nobody. */
    PASSIVE,
    /** Copies all, and waits until nobody reads the log, so that the next change begins it anew. */
    RESTART,
    /** The same, and cuts the file. */
    TRUNCATE;

    private final String sql = "PRAGMA wal_checkpoint(" + name() + ")";
  }

  /** A page, and what the log says of it. */
  private static final long FRAME_BYTES = 4096 + 24;

  static LogLength after(Step step, Sql connection) throws FsException {
    return connection
        .one(step.sql, row -> new LogLength(row.getLong(1) == 0, row.getLong(2), row.getLong(3)))
        .orElseThrow(() -> new FsException(FsFailure.IO_ERROR, "SQLite tells nothing of its log"));
  }

  /** The same, of a step that came to nothing. */
  LogLength incomplete() {
    return new LogLength(false, frames, copied);
  }

  long bytes() {
    return frames * FRAME_BYTES;
  }

  /** How much of it only the log has. */
  long bytesLeft() {
    return (frames - copied) * FRAME_BYTES;
  }
}
