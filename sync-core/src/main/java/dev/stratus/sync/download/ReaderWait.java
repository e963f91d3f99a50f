package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One read that waits for its bytes, on the thread of the program. */
final class ReaderWait {

  /** What a write or truncate voided is asked for again; more often something else is wrong. */
  static final int ROUNDS = 5;

  private final FileDownload download;
  private final OpenFile file;
  private final long offset;
  private final long end;

  ReaderWait(FileDownload download, OpenFile file, long offset, long end) {
    this.download = download;
    this.file = file;
    this.offset = offset;
    this.end = end;
  }

  /**
   * Takes leave of the fetches and returns when the bytes are here; false if they are not, and are
   * to be fetched anew.
   */
  boolean await(List<Fetch> fetches) throws FsException {
    long begin = download.now();
    download.arrive();
    try {
      while (!isPresentSoon()) {
        if (download.isReaderInterrupted()) {
          throw new FsException(FsFailure.INTERRUPTED, "the reading program was interrupted");
        }
        Optional<FsException> failure = failure(fetches);
        if (failure.isPresent()) {
          if (failure.get().failure() == FsFailure.TRY_AGAIN) {
            // The local copy was to be dropped, before it was known that somebody waits.
            return false;
          }
          throw failure.get();
        }
        if (fetches.stream().allMatch(Fetch::isEnded)) {
          return file.missing(offset, end).isEmpty();
        }
        download.waited(fetches, begin);
        checkPatience(fetches, begin);
      }
      return true;
    } finally {
      fetches.forEach(Fetch::leave);
      download.leave(end);
    }
  }

  private boolean isPresentSoon() throws FsException {
    try {
      return file.awaitPresent(offset, end, download.settings().poll().toNanos());
    } catch (InterruptedException e) {
      // The flag is not set again: with it the next read of this thread would close the content
      // file for everybody.
      throw new FsException(FsFailure.INTERRUPTED, "the reading thread was interrupted", e);
    }
  }

  private static Optional<FsException> failure(List<Fetch> fetches) {
    return fetches.stream().flatMap(fetch -> fetch.failure().stream()).findFirst();
  }

  private void checkPatience(List<Fetch> fetches, long begin) throws FsException {
    long now = download.now();
    Duration waited = download.patience().now();
    long patience = waited.toNanos();
    boolean hopeless =
        now - begin > patience
            && fetches.stream().allMatch(fetch -> fetch.isStalled(now, patience));
    if (hopeless) {
      FsException reason =
          new FsException(
              FsFailure.NETWORK_UNREACHABLE,
              "no bytes of inode " + file.inode() + " came for " + waited.toSeconds() + " s");
      download.giveUp(fetches, reason);
      download.patience().gaveUp(waited, String.valueOf(reason.getMessage()));
      throw reason;
    }
  }
}
