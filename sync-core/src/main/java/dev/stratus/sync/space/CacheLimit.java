package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.download.RoomMaker;
import java.time.Duration;
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
 * Keeps the local copies together below a limit, and some of the disk free for others: what was
 * opened longest ago goes first. What is dirty or in use stays, so a bound may be exceeded for a
 * while.
 */
public final class CacheLimit implements RoomMaker, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CacheLimit.class);

  /** Down to this part of the limit, so that not every new block evicts something. */
  private static final double LOW = 0.95;

  /** Bytes that come are answered together; what is above the limit for so long does no harm. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The counter knows what came; what was written, cut or removed a recount finds. */
  private static final Duration RECOUNT = Duration.ofSeconds(30);

  /** Other programs take room too, and nobody says so. */
  private static final Duration LOOK_AT_DISK = Duration.ofSeconds(1);

  /** Up to this multiple of what is to be free, so that not every second evicts something. */
  private static final double HIGH = 1.02;

  /** What nobody asked for leaves the disk as much for what is written. */
  private static final long KEPT_FREE = 256L << 20;

  private static final Duration END = Duration.ofSeconds(5);

  private final SpaceEnvironment environment;
  private final OldestFirst oldestFirst;
  private final CacheBounds bounds;
  private final Disk disk;
  private final ScheduledExecutorService executor;
  private final AtomicLong cached = new AtomicLong();
  private final AtomicBoolean due = new AtomicBoolean();

  /** When a look for room found nothing to evict; then the next one is worth its while later. */
  private volatile long fruitless;

  public CacheLimit(
      SpaceEnvironment environment, Evictor evictor, Visits visits, CacheBounds bounds, Disk disk) {
    this.environment = environment;
    this.oldestFirst = new OldestFirst(environment.index(), evictor, visits);
    this.bounds = bounds;
    this.disk = disk;
    this.fruitless = environment.ticker().getAsLong() - RECOUNT.toNanos();
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "cache-limit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to watch the bounds. */
  public void start() {
    if (bounds.most().isPresent()) {
      repeat(this::keepLimit, RECOUNT);
    }
    if (bounds.minFree() > 0) {
      repeat(this::keepDiskFree, LOOK_AT_DISK);
    }
  }

  private void repeat(Runnable task, Duration pause) {
    Future<?> unused =
        executor.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** So many bytes came here. Returns at once. */
  public void arrived(long bytes) {
    long now = cached.addAndGet(bytes);
    if (bounds.most().isPresent()
        && now > bounds.most().getAsLong()
        && due.compareAndSet(false, true)) {
      try {
        Future<?> unused =
            executor.schedule(this::keepLimit, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("The limit is not watched any more: the mount ends");
      }
    }
  }

  /** How many bytes are here, by what was counted last and what came since. */
  public long cachedBytes() {
    return cached.get();
  }

  private void keepLimit() {
    due.set(false);
    attempt(this::enforce);
  }

  private void keepDiskFree() {
    attempt(this::freeDisk);
  }

  /** A bound that is to be kept. */
  private interface Bound {
    void keep() throws FsException;
  }

  private static void attempt(Bound bound) {
    try {
      bound.keep();
    } catch (FsException e) {
      log.warn("A bound of the cache could not be kept: {}", e.getMessage());
    } catch (RuntimeException e) {
      // An executor would keep it to itself, and never call again.
      log.error("A bound of the cache could not be kept", e);
    }
  }

  /** Counts, and evicts what is too much. */
  synchronized void enforce() throws FsException {
    long counted = environment.index().read(tables -> tables.inodes().cachedBytes());
    cached.set(counted);
    if (bounds.most().isPresent() && counted > bounds.most().getAsLong()) {
      long low = (long) (bounds.most().getAsLong() * LOW);
      long freed = oldestFirst.free(counted - low);
      cached.addAndGet(-freed);
      log.debug("{} bytes were evicted to keep the limit of the cache", freed);
    }
  }

  /** Evicts while less of the disk is free than there should be. */
  synchronized void freeDisk() throws FsException {
    long free = disk.freeBytes();
    if (free >= bounds.minFree() || isFruitless()) {
      return;
    }
    long freed = oldestFirst.free((long) (bounds.minFree() * HIGH) - free);
    cached.addAndGet(-freed);
    if (freed == 0) {
      fruitless = environment.ticker().getAsLong();
    } else {
      log.info(
          "{} bytes of the disk were free, less than {}: {} bytes of local copies were evicted",
          free,
          bounds.minFree(),
          freed);
    }
  }

  private boolean isFruitless() {
    return environment.ticker().getAsLong() - fruitless < RECOUNT.toNanos();
  }

  @Override
  public synchronized boolean makeRoom(long bytes) {
    try {
      long freed = oldestFirst.free(bytes);
      cached.addAndGet(-freed);
      log.info("The disk is full: {} bytes of local copies were evicted", freed);
      return freed > 0;
    } catch (FsException e) {
      log.warn("No room could be made: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public boolean hasRoom(long bytes) {
    boolean belowLimit =
        bounds.most().isEmpty() || cached.get() + bytes <= bounds.most().getAsLong();
    long kept = Math.max(KEPT_FREE, bounds.minFree());
    return belowLimit && environment.store().freeBytes() >= bytes + kept;
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
