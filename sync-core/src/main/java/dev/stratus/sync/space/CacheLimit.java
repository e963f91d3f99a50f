package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.Room;
import dev.stratus.sync.download.RoomMaker;
import dev.stratus.sync.download.Urgency;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the local copies together below a limit, and some of the disk free for others. A thread of
 * its own makes room before the bounds are reached; where that is too slow, who brings bytes makes
 * room first. What is dirty or just being read stays, so a read may exceed a bound by what it
 * needs.
 */
public final class CacheLimit implements RoomMaker, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CacheLimit.class);

  /** So much below the limit the thread begins to make room: what comes until it has some. */
  private static final int PARTS_TO_BEGIN = 8;

  /** Down to so much below the limit, so that not every new block evicts something. */
  private static final int PARTS_TO_END = 4;

  /** So much of the limit is not for what is written: else nothing could be read beside it. */
  private static final int PARTS_TO_READ = 16;

  /** What is not uploaded may take so much of a disk on which too little is free for others. */
  private static final long LEAST_DIRTY = 64L << 20;

  /** What is written is not told; other programs take room too, and nobody says so. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Looking at the disk costs as much as writing a few kilobytes. */
  private static final long LOOK_AT_DISK = 1L << 20;

  /** Up to this multiple of what is to be free, so that not every second evicts something. */
  private static final double HIGH = 1.02;

  /** A look at everything that found nothing is not worth its while again so soon. */
  private static final Duration FRUITLESS = Duration.ofMillis(250);

  /** But when so much of the limit has come since: readers bring more in that time. */
  private static final int PARTS_FRUITLESS = 64;

  /** What nobody asked for leaves the disk as much for what is written. */
  private static final long KEPT_FREE = 256L << 20;

  private static final Duration END = Duration.ofSeconds(5);

  private final SpaceEnvironment environment;
  private final SegmentedOrder order;
  private final Evictor evictor;
  private final PartEvictor parts;
  private final CacheBounds bounds;
  private final Disk disk;
  private final ScheduledExecutorService executor;
  private final AtomicLong unseen = new AtomicLong();
  private final AtomicBoolean due = new AtomicBoolean();
  private final Coming coming = new Coming();

  /** When a look for room found nothing to evict. */
  private volatile long fruitless;

  /** How many bytes were here then. */
  private volatile long usedThen;

  public CacheLimit(SpaceEnvironment environment, Order order, CacheBounds bounds, Disk disk) {
    this.environment = environment;
    this.order = new SegmentedOrder(environment, order.evictor(), order.parts(), order.visits());
    this.evictor = order.evictor();
    this.parts = order.parts();
    this.bounds = bounds;
    this.disk = disk;
    this.fruitless = environment.ticker().getAsLong() - FRUITLESS.toNanos();
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "cache-limit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Who knows which local copies go first, and who drops them. */
  public record Order(Evictor evictor, PartEvictor parts, Visits visits) {}

  /** Finishes what a kill interrupted, and begins to watch the bounds. */
  public void start() throws FsException {
    evictor.finish();
    parts.finish();
    Future<?> unused =
        executor.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Nobody knows yet what a kill left here: under a limit, who brings or writes bytes waits until
   * {@link #allIsCounted}.
   */
  void holdBack() {
    if (bounds.most().isPresent()) {
      coming.holdBack();
    }
  }

  /** What is here is known from now on. */
  void allIsCounted() {
    coming.letIn();
  }

  /** Bytes came here. Returns at once. */
  public void arrived(long bytes) {
    if (most() - usedBytes() < most() / PARTS_TO_BEGIN && due.compareAndSet(false, true)) {
      try {
        executor.execute(this::look);
      } catch (RejectedExecutionException e) {
        log.debug("The limit is not watched any more: the mount ends");
      }
    }
  }

  /**
   * How many bytes of the disk are taken at most, what is just being fetched, written or dropped
   * included; what lands or is dropped counts twice for a moment.
   */
  public long usedBytes() {
    long going = evictor.goingBytes() + parts.goingBytes();
    return going
        + coming.bytes()
        + environment.index().cachedBytes().room()
        + environment.files().bytesAheadOfIndex();
  }

  private long most() {
    return bounds.most().orElse(Long.MAX_VALUE);
  }

  /** An executor would keep failures to itself, and never call again. */
  private void look() {
    due.set(false);
    try {
      keep(most() / PARTS_TO_BEGIN, 0);
    } catch (FsException e) {
      log.warn("A bound of the cache could not be kept: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("A bound of the cache could not be kept", e);
    }
  }

  /**
   * Evicts what is too much.
   *
   * @param spare so many bytes are to be free below the limit
   * @param more so many are about to be taken from the disk
   * @return how many bytes were freed
   */
  synchronized long keep(long spare, long more) throws FsException {
    long tooMuch = Math.max(aboveLimit(spare), belowFree(more));
    if (tooMuch <= 0 || isFruitless()) {
      return 0;
    }
    long freed = order.free(tooMuch);
    if (freed == 0) {
      fruitless = environment.ticker().getAsLong();
      usedThen = usedBytes();
    }
    log.debug("{} bytes of local copies were evicted to keep the bounds", freed);
    return freed;
  }

  /**
   * How many bytes have to go until there is some room below the limit; 0 where there is enough.
   */
  private long aboveLimit(long spare) {
    long used = usedBytes();
    long end = Math.min(most() - most() / PARTS_TO_END, most() - spare);
    return used > most() - spare ? used - end : 0;
  }

  /** How many bytes have to go until enough of the disk is free after some more were taken. */
  private long belowFree(long more) throws FsException {
    if (bounds.minFree() == 0) {
      return 0;
    }
    long free = disk.freeBytes() - more;
    return free < bounds.minFree() ? (long) (bounds.minFree() * HIGH) - free : 0;
  }

  private boolean isFruitless() {
    return environment.ticker().getAsLong() - fruitless < FRUITLESS.toNanos()
        && usedBytes() - usedThen < most() / PARTS_FRUITLESS;
  }

  @Override
  public void admit(long bytes, Urgency urgency, Landing landing) throws FsException {
    coming.await();
    coming.begin(bytes);
    try {
      require(bytes, urgency);
      landing.run();
    } finally {
      coming.end(bytes);
    }
  }

  @Override
  public Optional<Room> takeRoom(long bytes) throws FsException {
    coming.await();
    coming.begin(bytes);
    boolean taken = false;
    try {
      taken = fits(bytes) || (keep(0, bytes) > 0 && fits(bytes));
    } finally {
      if (!taken) {
        coming.end(bytes);
      }
    }
    return taken ? Optional.of(() -> coming.end(bytes)) : Optional.empty();
  }

  /** Makes room for bytes that come, and count already. */
  private void require(long bytes, Urgency urgency) throws FsException {
    if (fits(bytes)) {
      return;
    }
    // For a file that is only expected to be opened nothing goes; who reads in order gives up
    // what he has read.
    if (urgency != Urgency.SCAN) {
      keep(0, bytes);
    }
    if (urgency.isGuess() && !fits(bytes)) {
      throw new FsException(FsFailure.NO_SPACE, "local copies may not take more room");
    }
  }

  /** Whether bytes that come, and count already, are within the bounds. */
  private boolean fits(long bytes) throws FsException {
    boolean diskIsDue = unseen.addAndGet(bytes) >= LOOK_AT_DISK;
    if (usedBytes() > most() || (diskIsDue && belowFree(bytes) > 0)) {
      return false;
    }
    if (diskIsDue) {
      unseen.set(0);
    }
    return true;
  }

  /**
   * Whether so many bytes may be written now. Makes room for them where clean copies can go.
   *
   * <p>On a disk that others have filled a little may be written all the same: its owner could save
   * nothing else.
   */
  boolean admitsWrite(long bytes) throws FsException {
    coming.await();
    arrived(bytes);
    if (isWritable(bytes)) {
      return true;
    }
    keep(bytes + most() / PARTS_TO_READ, bytes);
    return isWritable(bytes);
  }

  private boolean isWritable(long bytes) throws FsException {
    if (bounds.most().isPresent() && usedBytes() + bytes > most() - most() / PARTS_TO_READ) {
      return false;
    }
    boolean diskIsDue = unseen.addAndGet(bytes) >= LOOK_AT_DISK;
    if (diskIsDue && belowFree(bytes) > 0 && dirtyBytes() + bytes > LEAST_DIRTY) {
      return false;
    }
    if (diskIsDue) {
      unseen.set(0);
    }
    return true;
  }

  private long dirtyBytes() throws FsException {
    return environment.index().read(tables -> tables.inodes().waitingBytes())
        + environment.files().bytesAheadOfIndex();
  }

  /** What a program is told for whose bytes there is no room. */
  String fullOfDirty() {
    return bounds.most().isPresent() && !fitsLimit()
        ? "--cache-size is full of changes"
        : "less than --min-free of the disk is free, and what a mount may take is full of changes";
  }

  private boolean fitsLimit() {
    return usedBytes() + LOOK_AT_DISK <= most() - most() / PARTS_TO_READ;
  }

  @Override
  public synchronized boolean makeRoom(long bytes) {
    try {
      long freed = order.free(bytes);
      log.info("The disk is full: {} bytes of local copies were evicted", freed);
      return freed > 0;
    } catch (FsException e) {
      log.warn("No room could be made: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public boolean hasRoom(long bytes) {
    long kept = Math.max(KEPT_FREE, bounds.minFree());
    return usedBytes() + bytes <= most() && environment.store().freeBytes() >= bytes + kept;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("An eviction did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
