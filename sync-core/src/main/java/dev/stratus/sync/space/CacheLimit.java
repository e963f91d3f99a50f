package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.download.RoomMaker;
import java.time.Duration;
import java.util.OptionalLong;
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
 * Keeps the local copies together below a limit, and makes room on a full disk: what was opened
 * longest ago goes first. What is dirty or in use stays, so the limit may be exceeded for a while.
 */
public final class CacheLimit implements RoomMaker, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CacheLimit.class);

  /** Down to this part of the limit, so that not every new block evicts something. */
  private static final double LOW = 0.95;

  /** Bytes that come are answered together; what is above the limit for so long does no harm. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The counter knows what came; what was written, cut or removed a recount finds. */
  private static final Duration RECOUNT = Duration.ofSeconds(30);

  /** What nobody asked for leaves the disk as much for what is written. */
  private static final long KEPT_FREE = 256L << 20;

  private static final Duration END = Duration.ofSeconds(5);

  private final SpaceEnvironment environment;
  private final OldestFirst oldestFirst;
  private final OptionalLong limit;
  private final ScheduledExecutorService executor;
  private final AtomicLong cached = new AtomicLong();
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * @param limit bytes that local copies may take together; empty for no limit
   */
  public CacheLimit(
      SpaceEnvironment environment, Evictor evictor, Visits visits, OptionalLong limit) {
    this.environment = environment;
    this.oldestFirst = new OldestFirst(environment.index(), evictor, visits);
    this.limit = limit;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "cache-limit");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to watch the limit. */
  public void start() {
    if (limit.isPresent()) {
      Future<?> unused =
          executor.scheduleWithFixedDelay(this::keep, 0, RECOUNT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** So many bytes came here. Returns at once. */
  public void arrived(long bytes) {
    long now = cached.addAndGet(bytes);
    if (limit.isPresent() && now > limit.getAsLong() && due.compareAndSet(false, true)) {
      try {
        Future<?> unused = executor.schedule(this::keep, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("The limit is not watched any more: the mount ends");
      }
    }
  }

  /** How many bytes are here, by what was counted last and what came since. */
  public long cachedBytes() {
    return cached.get();
  }

  private void keep() {
    due.set(false);
    try {
      enforce();
    } catch (FsException e) {
      log.warn("The limit of the cache could not be kept: {}", e.getMessage());
    } catch (RuntimeException e) {
      // An executor would keep it to itself, and never call again.
      log.error("The limit of the cache could not be kept", e);
    }
  }

  /** Counts, and evicts what is too much. */
  synchronized void enforce() throws FsException {
    long counted = environment.index().read(tables -> tables.inodes().cachedBytes());
    cached.set(counted);
    if (limit.isPresent() && counted > limit.getAsLong()) {
      long low = (long) (limit.getAsLong() * LOW);
      long freed = oldestFirst.free(counted - low);
      cached.addAndGet(-freed);
      log.debug("{} bytes were evicted to keep the limit of the cache", freed);
    }
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
    boolean belowLimit = limit.isEmpty() || cached.get() + bytes <= limit.getAsLong();
    return belowLimit && environment.store().freeBytes() >= bytes + KEPT_FREE;
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
