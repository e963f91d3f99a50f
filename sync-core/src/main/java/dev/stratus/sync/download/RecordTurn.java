package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFile;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes durable what has come of one file: one thread at a time, alone or with other files. */
final class RecordTurn {

  private static final Logger log = LoggerFactory.getLogger(RecordTurn.class);

  private final FileDownload owner;

  /** Held while the file is synced; whoever wants it recorded now waits for that. */
  private final ReentrantLock turn = new ReentrantLock();

  RecordTurn(FileDownload owner) {
    this.owner = owner;
  }

  /** Makes durable what has come, and ends the use of the file if nothing goes on. */
  void record() {
    turn.lock();
    try {
      OpenFile file = owner.beginRecord();
      if (file != null) {
        sync(file);
        owner.endRecord();
      }
    } finally {
      turn.unlock();
    }
  }

  /** The file, to be recorded together with others; null if it has to be recorded alone. */
  @Nullable OpenFile beginTogether() {
    if (!turn.tryLock()) {
      return null;
    }
    OpenFile file = owner.beginRecordIfWhole();
    if (file == null) {
      turn.unlock();
    }
    return file;
  }

  /** Ends what {@link #beginTogether} began. */
  void endTogether() {
    owner.endRecord();
    turn.unlock();
  }

  /** Makes the bytes of a file durable; failing that they will be fetched again. */
  void sync(OpenFile file) {
    try {
      file.syncContent();
    } catch (FsException e) {
      if (e.failure() != FsFailure.NOT_FOUND) {
        log.warn("Fetched bytes of inode {} were not recorded: {}", file.inode(), e.getMessage());
      }
    }
  }
}
