package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that the index's log takes on the disk, and the reserve for when there is none. */
final class LogRoom {

  private static final Logger log = LoggerFactory.getLogger(LogRoom.class);

  /** The log is copied into the database when it has grown by this much. */
  private static final long CHECKPOINT_BYTES = 16L << 20;

  private final IndexFile file;
  private final Ballast ballast;

  LogRoom(IndexFile file, Ballast ballast) {
    this.file = file;
    this.ballast = ballast;
  }

  /**
   * Makes room for a change on a full disk. Once the log is in the database, its room is used again
   * from the start: mostly that is enough, and no step of the reserve is lost to whoever fills the
   * disk.
   *
   * @param first whether this was not tried yet for the change
   */
  boolean make(Sql writer, boolean first) throws FsException {
    if (!first && !ballast.release()) {
      return false;
    }
    checkpoint(writer);
    return true;
  }

  /** Copies the log into the database when it has grown, and keeps the reserve. */
  void maintain() throws FsException {
    try {
      if (Files.size(file.log()) > CHECKPOINT_BYTES) {
        try (Sql connection = file.connect()) {
          checkpoint(connection);
        }
      }
    } catch (FsException e) {
      throw e;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the index's log cannot be seen", e);
    }
    ballast.fill();
  }

  private static void checkpoint(Sql connection) throws FsException {
    try {
      // PASSIVE waits for nobody; the log is written from its start again once it is all copied.
      connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (FsException e) {
      if (e.failure() != FsFailure.NO_SPACE) {
        throw e;
      }
      log.info("The index's log stays as long as it is: the disk is full");
    }
  }

  /** The room of the index's disk. */
  DiskRoom left() throws FsException {
    try {
      long free = Files.getFileStore(file.directory()).getUsableSpace();
      return new DiskRoom(free, ballast.size());
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the disk's room cannot be seen", e);
    }
  }
}
