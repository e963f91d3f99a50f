package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on behalf of waiting programs: once for all who want the same, never waited for for ever.
 */
final class SharedWaits {

  private static final Logger log = LoggerFactory.getLogger(SharedWaits.class);

  /** Something that asks the cloud. */
  @FunctionalInterface
  interface Work {
    void run(Runnable progress) throws FsException, CloudException;
  }

  private final ConcurrentHashMap<Object, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final long patienceNanos;

  SharedWaits(ExecutorService threads, Duration patience) {
    this.threads = threads;
    this.patienceNanos = patience.toNanos();
  }

  private static final class Running {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile long lastProgress = System.nanoTime();
  }

  /** Begins work unless it is under way. */
  void begin(Object what, Work work) {
    start(what, work);
  }

  private Running start(Object what, Work work) {
    Running mine = new Running();
    Running before = running.putIfAbsent(what, mine);
    if (before != null) {
      return before;
    }
    try {
      threads.execute(() -> run(what, work, mine));
    } catch (RejectedExecutionException e) {
      running.remove(what, mine);
      mine.end.completeExceptionally(
          new FsException(FsFailure.NETWORK_UNREACHABLE, "the mount is being closed", e));
    }
    return mine;
  }

  private void run(Object what, Work work, Running mine) {
    try {
      work.run(() -> mine.lastProgress = System.nanoTime());
      running.remove(what, mine);
      mine.end.complete(null);
    } catch (FsException | CloudException | RuntimeException e) {
      log.debug("{} failed", what, e);
      running.remove(what, mine);
      mine.end.completeExceptionally(e);
    }
  }

  /** Waits for work, as long as it makes progress. */
  void await(Object what, Work work) throws FsException {
    Running shared = start(what, work);
    while (true) {
      long left = shared.lastProgress + patienceNanos - System.nanoTime();
      if (left <= 0) {
        throw new FsException(
            FsFailure.NETWORK_UNREACHABLE, "the cloud did not answer in time: " + what);
      }
      try {
        shared.end.get(left, TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        log.trace("{} takes its time", what);
      } catch (ExecutionException e) {
        throw failure(what, e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FsException(FsFailure.INTERRUPTED, "interrupted: " + what, e);
      }
    }
  }

  private static FsException failure(Object what, Throwable cause) {
    if (cause instanceof FsException known) {
      return new FsException(known.failure(), what + ": " + known.getMessage(), known);
    }
    boolean absent = false;
    if (cause instanceof CloudException cloud) {
      absent =
          switch (cloud.failure()) {
            case UNREACHABLE, TIMED_OUT, CANCELLED, THROTTLED -> true;
            default -> false;
          };
    }
    return new FsException(
        absent ? FsFailure.NETWORK_UNREACHABLE : FsFailure.IO_ERROR,
        what + ": " + cause.getMessage(),
        cause);
  }
}
