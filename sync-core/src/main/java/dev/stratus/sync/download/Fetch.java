package dev.stratus.sync.download;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.Lane;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One ranged get of a run of blocks, from its place in the line to its last byte. */
final class Fetch implements Runnable, Comparable<Fetch> {

  private static final Logger log = LoggerFactory.getLogger(Fetch.class);

  /** Later ones have higher numbers. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** A read that waits longer for bytes, not for the server, is kept waiting by other bytes. */
  private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  /** A new connection needs so many more ways until it brings a block. */
  private static final int WAYS = 2;

  /** When its bytes began to come, and how long the way to the server and back took before. */
  private record Head(long at, long took) {}

  private final FileDownload owner;
  private final OpenFile file;
  private final BlockRange blocks;
  private final ByteRange bytes;
  private final long baseGeneration;
  private final long number = NUMBERS.getAndIncrement();
  private volatile Urgency urgency;

  /** When bytes last came, or it began. */
  private volatile long progress;

  private volatile @Nullable Head head;

  /** How many reads wait for it now. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile boolean ended;
  private volatile @Nullable FsException failure;

  @GuardedBy("this")
  private @Nullable ObjectBody body;

  Fetch(FileDownload owner, OpenFile file, ByteRange bytes, Urgency urgency) {
    this.owner = owner;
    this.file = file;
    this.bytes = bytes;
    this.blocks = new BlockRange(Blocks.of(bytes.start()), Blocks.ceil(bytes.end()));
    this.urgency = urgency;
    this.baseGeneration = file.baseGeneration();
    this.progress = owner.now();
  }

  BlockRange blocks() {
    return blocks;
  }

  Urgency urgency() {
    return urgency;
  }

  ByteRange bytes() {
    return bytes;
  }

  /** A read begins to wait for some of its bytes. */
  void arrive() {
    waiting.incrementAndGet();
  }

  void leave() {
    waiting.decrementAndGet();
  }

  boolean isAwaited() {
    return waiting.get() > 0;
  }

  /** Whether its bytes come slowly for a read that has waited since then. */
  boolean isSlow(long since, long now) {
    Head known = head;
    return known != null && now - Math.max(since, known.at()) > LONG_WAIT + WAYS * known.took();
  }

  void promote() {
    urgency = Urgency.READER;
  }

  /** Whether it brought nothing for so long. */
  boolean isStalled(long now, long nanos) {
    return now - progress > nanos;
  }

  boolean isEnded() {
    return ended;
  }

  Optional<FsException> failure() {
    return Optional.ofNullable(failure);
  }

  /** The most urgent first, then the oldest. */
  @Override
  public int compareTo(Fetch other) {
    int byUrgency = urgency.compareTo(other.urgency);
    return byUrgency != 0 ? byUrgency : Long.compare(number, other.number);
  }

  @Override
  public void run() {
    try {
      if (failure == null && owner.mayBegin(this)) {
        Lane.run(() -> urgency == Urgency.READER, this::transfer);
      }
    } catch (CloudException e) {
      fail(Failures.of(e));
    } catch (FsException e) {
      fail(e);
    } catch (IOException e) {
      fail(new FsException(FsFailure.IO_ERROR, "the answer could not be read: " + e, e));
    } catch (RuntimeException e) {
      // Whoever waits must hear of it, whatever it is.
      fail(new FsException(FsFailure.IO_ERROR, "the fetch failed: " + e, e));
    } finally {
      ended = true;
      owner.ended(this);
    }
  }

  private void transfer() throws IOException {
    long asked = owner.now();
    progress = asked;
    try (ObjectBody answer = owner.open(baseGeneration, bytes)) {
      long now = owner.now();
      head = new Head(now, now - asked);
      synchronized (this) {
        body = answer;
      }
      if (failure == null) {
        new Landing(this, file, baseGeneration, bytes).takeAll(answer.stream());
      }
    }
  }

  /** Bytes came, though they may not be landed yet. */
  void progressed(long now) {
    progress = now;
  }

  FileDownload owner() {
    return owner;
  }

  boolean hasFailed() {
    return failure != null;
  }

  private void fail(FsException reason) {
    if (failure == null) {
      failure = reason;
      log.warn("Bytes {} of inode {} did not come: {}", bytes, file.inode(), reason.getMessage());
    }
  }

  /** The pools are closed. */
  void refuse() {
    failure = new FsException(FsFailure.IO_ERROR, "the mount ends");
    ended = true;
    owner.ended(this);
  }

  /** Gives it up; ends the wait for its bytes, but not that for an answer's head. */
  void cancel(FsException reason) {
    if (failure == null) {
      failure = reason;
    }
    ObjectBody open;
    synchronized (this) {
      open = body;
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("The body of a fetch that was given up did not close: {}", e.getMessage());
      }
    }
  }

  @Override
  public String toString() {
    return "fetch of " + bytes + " of inode " + file.inode();
  }
}
