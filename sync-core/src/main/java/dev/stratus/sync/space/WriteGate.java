package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets programs write within the bounds of the cache. Where only changes are left that the cloud
 * does not have, a write waits for uploads, as long as they move; then it is refused.
 */
public final class WriteGate {

  private static final Logger log = LoggerFactory.getLogger(WriteGate.class);

  private final CacheLimit limit;
  private final UploadPace pace;
  private final Waiting waiting;

  /** Why the last write was refused; null once one was admitted again. */
  private volatile @Nullable String refusal;

  /** How much was sent then. */
  private volatile long sentAtRefusal;

  /** What found no room then. */
  private volatile long refusedBytes;

  /**
   * How a program waits.
   *
   * @param interrupted whether it was interrupted
   * @param ticker nanoseconds of a monotonic clock
   * @param patience how long without progress
   */
  public record Waiting(BooleanSupplier interrupted, LongSupplier ticker, Duration patience) {}

  public WriteGate(CacheLimit limit, UploadPace pace, Waiting waiting) {
    this.limit = limit;
    this.pace = pace;
    this.waiting = waiting;
  }

  /**
   * So many bytes are about to be written. Called without any lock.
   *
   * @throws FsException {@link FsFailure#NO_SPACE} if they find no room and uploads make none;
   *     {@link FsFailure#INTERRUPTED} if the program was interrupted in its wait
   */
  public void require(long bytes) throws FsException {
    if (limit.admitsWrite(bytes)) {
      refusal = null;
    } else if (refusal != null && pace.sentBytes() <= sentAtRefusal) {
      // Nothing has moved since the last one waited for it.
      throw refused(bytes, sentAtRefusal);
    } else {
      await(bytes);
    }
  }

  /** Why writes are refused at this moment, for a human; empty while they are not. */
  public Optional<String> refusal() throws FsException {
    String reason = refusal;
    if (reason != null && limit.admitsWrite(refusedBytes)) {
      refusal = null;
      return Optional.empty();
    }
    return Optional.ofNullable(reason);
  }

  private void await(long bytes) throws FsException {
    long most = pace.sentBytes();
    long progress = waiting.ticker().getAsLong();
    while (!limit.admitsWrite(bytes)) {
      long sent = pace.sentBytes();
      long now = waiting.ticker().getAsLong();
      if (sent > most) {
        most = sent;
        progress = now;
      } else if (now - progress > waiting.patience().toNanos()) {
        throw refused(bytes, most);
      }
      pause();
    }
  }

  private void pause() throws FsException {
    if (waiting.interrupted().getAsBoolean()) {
      throw new FsException(FsFailure.INTERRUPTED, "the writing program was interrupted");
    }
    try {
      pace.pause();
    } catch (InterruptedException e) {
      // The flag is not set again: with it the thread would close the content file for everybody.
      throw new FsException(FsFailure.INTERRUPTED, "the writing thread was interrupted", e);
    }
  }

  private FsException refused(long bytes, long sent) {
    String why = pace.trouble().map(trouble -> ": " + trouble).orElse(", and no upload moves");
    String reason = limit.fullOfDirty() + " that are not uploaded yet" + why;
    if (refusal == null) {
      log.warn("Writes are refused: {}", reason);
    }
    sentAtRefusal = sent;
    refusedBytes = bytes;
    refusal = reason;
    return new FsException(FsFailure.NO_SPACE, reason);
  }
}
