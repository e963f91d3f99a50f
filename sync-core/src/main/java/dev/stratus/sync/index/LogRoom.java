package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.Files;

/** The room that the index's log takes on the disk, and the reserve for when there is none. */
final class LogRoom {

  private final IndexFile file;
  private final LogLimit limit;
  private final Ballast ballast;

  LogRoom(IndexFile file, LogLimit limit, Ballast ballast) {
    this.file = file;
    this.limit = limit;
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
    limit.copy(writer);
    return true;
  }

  /** Takes the reserve again as far as there is room. */
  void keepReserve() {
    ballast.fill();
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
