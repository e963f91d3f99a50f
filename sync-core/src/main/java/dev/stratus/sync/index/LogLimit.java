package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index's log short, however fast changes come.
 *
 * <p>SQLite writes the log from its start again only once all of it is in the database. A copy
 * beside a busy writer never gets there, because that is a few pages ahead at any moment. So the
 * most is copied beside, which waits for the disk, and the rest while the writer rests. A log that
 * grows faster than it is copied has a bound all the same: there its writer copies it itself.
 *
 * <p>Before anything of the log is written over or cut, SQLite has synced the database that has it:
 * what was synced stays so.
 */
final class LogLimit {

  private static final Logger log = LoggerFactory.getLogger(LogLimit.class);

  /** At rest there is no more of it than this. */
  private static final long SHORT_BYTES = 16L << 20;

  /**
   * Beside changes it is copied when it has grown by this much: each copy takes time from them, and
   * of pages that change again and again only the last state is copied.
   */
  private static final long GROWN_BYTES = 4 * SHORT_BYTES;

  /** From here on it is worth it that changes wait a moment, and the log begins anew. */
  private static final long LONG_BYTES = 6 * SHORT_BYTES;

  /** No change makes it longer than about this, unless somebody reads for so long. */
  private static final long MOST_BYTES = 8 * SHORT_BYTES;

  /** So little is copied at once; beside it hardly anybody changes anything. */
  private static final long LITTLE_BYTES = 1L << 20;

  /** How often it is copied beside the changes in a row: what comes meanwhile becomes less. */
  private static final int COPIES = 3;

  /** A look takes as long as a small part of a change; a usual change adds some 50 KiB. */
  private static final int CHANGES_BETWEEN_LOOKS = 16;

  /** How long changes wait for those who read the log: they read for milliseconds, or for long. */
  private static final int READERS_MILLIS = 100;

  private static final long NOTABLE_MILLIS = 500;

  private final IndexFile file;
  private final Semaphore grown = new Semaphore(0);

  /** SQLite refuses the second who copies instead of letting it wait. Inside the writer's lock. */
  private final ReentrantLock copying = new ReentrantLock();

  /** Under the writer's lock, as is the next one. */
  private int changes;

  /** At which length the writer copies it. */
  private long next = MOST_BYTES;

  LogLimit(IndexFile file) {
    this.file = file;
  }

  /** Looks, after a change and under the writer's lock. The change is answered, whatever fails. */
  void changed(Sql writer) {
    changes++;
    if (changes % CHANGES_BETWEEN_LOOKS != 0) {
      return;
    }
    try {
      LogLength length = LogLength.after(LogLength.Step.NOOP, writer);
      if (length.bytesLeft() > GROWN_BYTES && grown.availablePermits() == 0) {
        grown.release();
      }
      if (length.bytes() > next) {
        next = length.bytes() + GROWN_BYTES;
        beginAnew(writer, LogLength.Step.RESTART);
      }
    } catch (FsException | RuntimeException e) {
      log.warn("The index's log stays as long as it is: {}", e.getMessage());
    }
  }

  /** Waits until changes have made the log longer; false if they have not until then. */
  boolean awaitGrown(long millis) throws InterruptedException {
    return grown.tryAcquire(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Copies what is in the log beside the changes, if it has grown.
   *
   * @param cut whether it may be cut: not while changes come, which would make it longer again
   * @return what is to be done while nothing changes
   */
  LogLength.Step copy(boolean cut) throws FsException {
    if (fileBytes() <= (cut ? SHORT_BYTES : GROWN_BYTES)) {
      return LogLength.Step.NOOP;
    }
    try (Sql connection = file.connect()) {
      LogLength length = copy(connection);
      for (int i = 1; i < COPIES && length.bytesLeft() > LITTLE_BYTES; i++) {
        length = copy(connection);
      }
      if (cut && length.bytesLeft() <= LITTLE_BYTES) {
        return LogLength.Step.TRUNCATE;
      }
      return length.bytes() > LONG_BYTES ? LogLength.Step.RESTART : LogLength.Step.NOOP;
    }
  }

  private long fileBytes() throws FsException {
    try {
      return Files.size(file.log());
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the index's log cannot be seen", e);
    }
  }

  /** Copies what can be copied at once; on a full disk that may be nothing. */
  LogLength copy(Sql connection) throws FsException {
    copying.lock();
    try {
      return attempt(LogLength.Step.PASSIVE, connection);
    } finally {
      copying.unlock();
    }
  }

  private static LogLength attempt(LogLength.Step step, Sql connection) throws FsException {
    try {
      return LogLength.after(step, connection);
    } catch (FsException e) {
      if (e.failure() != FsFailure.NO_SPACE) {
        throw e;
      }
      log.info("The index's log stays as long as it is: the disk is full");
      return LogLength.after(LogLength.Step.NOOP, connection).incomplete();
    }
  }

  /**
   * Copies the rest and lets the log begin anew; under the writer's lock. Where somebody reads for
   * long that is for another time.
   */
  void beginAnew(Sql writer, LogLength.Step step) throws FsException {
    long begun = System.nanoTime();
    copying.lock();
    try {
      IndexFile.setPatience(writer, READERS_MILLIS);
      if (attempt(step, writer).complete()) {
        next = MOST_BYTES;
      }
    } finally {
      copying.unlock();
      IndexFile.setPatience(writer, IndexFile.BUSY_MILLIS);
      told(step, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }
  }

  private static void told(LogLength.Step step, long millis) {
    if (millis >= NOTABLE_MILLIS) {
      log.info("Changes waited {} ms for the index's log to be copied ({})", millis, step);
    } else {
      log.debug("Changes waited {} ms for the index's log to be copied ({})", millis, step);
    }
  }
}
