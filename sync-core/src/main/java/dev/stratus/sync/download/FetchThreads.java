package dev.stratus.sync.download;

import java.time.Duration;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that take the most urgent fetch first. A further one is started only while none is idle:
 * Java's own pool starts one for each of its first tasks, and each has buffers and caches of its
 * own, so that one large file would use them all in turn.
 */
final class FetchThreads extends ThreadPoolExecutor {

  private static final Duration IDLE = Duration.ofSeconds(20);

  /** Fetches that run or wait for their turn. */
  private final AtomicInteger unfinished = new AtomicInteger();

  FetchThreads(String name, int most) {
    this(name, most, new Line());
  }

  private FetchThreads(String name, int most, Line line) {
    super(
        1,
        most,
        IDLE.toSeconds(),
        TimeUnit.SECONDS,
        line,
        Daemons.named(name),
        (fetch, pool) -> refused(fetch, pool, line));
    allowCoreThreadTimeOut(true);
    line.full = () -> unfinished.get() > getPoolSize() && getPoolSize() < getMaximumPoolSize();
  }

  /** The pool is closed, or somebody else took the place of the last thread meanwhile. */
  private static void refused(Runnable fetch, ThreadPoolExecutor pool, Line line) {
    if (pool.isShutdown()) {
      ((Fetch) fetch).refuse();
    } else {
      line.take(fetch);
    }
  }

  /** What waits for a thread; takes nothing while a further thread should be started. */
  private static final class Line extends PriorityBlockingQueue<Runnable> {

    private interface Full {
      boolean now();
    }

    private Full full = () -> false;

    @Override
    public boolean offer(Runnable fetch) {
      return !full.now() && take(fetch);
    }

    boolean take(Runnable fetch) {
      return super.offer(fetch);
    }
  }

  @Override
  public void execute(Runnable fetch) {
    unfinished.incrementAndGet();
    super.execute(fetch);
  }

  @Override
  protected void afterExecute(Runnable fetch, Throwable failure) {
    unfinished.decrementAndGet();
  }

  /** Takes a fetch out of the line; false if it has begun. */
  boolean withdraw(Fetch fetch) {
    boolean waited = remove(fetch);
    if (waited) {
      unfinished.decrementAndGet();
    }
    return waited;
  }
}
