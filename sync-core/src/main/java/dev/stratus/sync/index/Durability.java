package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings the write-ahead log to the disk. Callers that come while one sync runs share the next.
 *
 * <p>SQLite itself syncs the log before it copies it into the database, so pages are either in the
 * log that is synced here or safe already: it syncs the database before the log begins anew or is
 * cut, which leaves the file the same one. SQLite holds no lock on the log file, so a descriptor of
 * our own does no harm.
 */
final class Durability implements AutoCloseable {

  private final FileChannel log;
  private final AtomicLong committed = new AtomicLong();
  private final Object turn = new Object();
  private volatile long durable;

  Durability(Path writeAheadLog) throws IOException {
    log = FileChannel.open(writeAheadLog, StandardOpenOption.WRITE);
  }

  /** A change is in the log now. */
  void committed() {
    committed.incrementAndGet();
  }

  /** Returns when every change that was committed before the call survives a power cut. */
  void sync() throws FsException {
    long wanted = committed.get();
    if (durable >= wanted) {
      return;
    }
    synchronized (turn) {
      if (durable >= wanted) {
        return;
      }
      long covered = committed.get();
      try {
        log.force(false);
      } catch (IOException e) {
        throw new FsException(FsFailure.IO_ERROR, "the index could not be synced", e);
      }
      durable = covered;
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
