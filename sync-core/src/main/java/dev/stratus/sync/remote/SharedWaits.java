package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.network.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on behalf of waiting programs: once for all who want the same, never waited for for ever. A
 * program lets go at once when it is interrupted, and soon when others have just waited in vain;
 * with it goes the request, lest it takes a thread from those who ask once the cloud is back.
 */
final class SharedWaits {

  private static final Logger log = LoggerFactory.getLogger(SharedWaits.class);

  private final ConcurrentHashMap<Object, Errand> running = new ConcurrentHashMap<>();
  private final ProgramWaits waits;

  /** For what nobody waits for yet. */
  private final ExecutorService behind;

  /** For what somebody waits for, however much goes on behind. */
  private final ExecutorService urgent;

  /**
   * @param workers how many threads either may have
   */
  SharedWaits(ProgramWaits waits, int workers, ThreadFactory threads) {
    this.waits = waits;
    this.behind = Executors.newFixedThreadPool(workers, threads);
    this.urgent = Executors.newFixedThreadPool(workers, threads);
  }

  /** Begins work unless it is under way. */
  void begin(Object what, Errand.Work work) {
    submit(behind, errand(what, work));
  }

  private Errand errand(Object what, Errand.Work work) {
    return running.computeIfAbsent(
        what, key -> new Errand(key, work, waits.ticker(), waits.patience()::over));
  }

  private void submit(ExecutorService threads, Errand errand) {
    try {
      threads.execute(() -> run(errand));
    } catch (RejectedExecutionException e) {
      running.remove(errand.what(), errand);
      errand.ended(new FsException(FsFailure.NETWORK_UNREACHABLE, "the mount is being closed", e));
    }
  }

  private void run(Errand errand) {
    if (!errand.begin()) {
      return;
    }
    try {
      errand.run();
      end(errand, null);
    } catch (FsException | CloudException e) {
      log.debug("{} failed", errand, e);
      end(errand, e);
    } catch (RuntimeException e) {
      // Whoever waits must hear of it, whatever it is.
      log.warn("{} failed", errand, e);
      end(errand, new FsException(FsFailure.IO_ERROR, e.toString(), e));
    }
  }

  private void end(Errand errand, @Nullable IOException reason) {
    running.remove(errand.what(), errand);
    errand.ended(reason);
  }

  /** Waits for work, as long as it makes progress. */
  void await(Object what, Errand.Work work) throws FsException {
    giveUpStalled();
    Errand errand = errand(what, work);
    submit(urgent, errand);
    errand.arrive();
    try {
      await(errand);
    } finally {
      errand.leave();
    }
    IOException failure = errand.failure().orElse(null);
    if (failure != null) {
      throw failure(errand, failure);
    }
  }

  private void await(Errand errand) throws FsException {
    while (!isEndedSoon(errand)) {
      if (waits.interrupted().getAsBoolean()) {
        throw new FsException(FsFailure.INTERRUPTED, "the program was interrupted: " + errand);
      }
      Patience patience = waits.patience();
      Duration waited = patience.now();
      if (errand.isStalled(waited.toNanos())) {
        FsException reason =
            new FsException(
                FsFailure.NETWORK_UNREACHABLE,
                "nothing came for " + waited.toSeconds() + " s: " + errand);
        patience.gaveUp(waited, String.valueOf(reason.getMessage()));
        giveUp(errand, reason);
        throw reason;
      }
    }
  }

  private boolean isEndedSoon(Errand errand) throws FsException {
    try {
      return errand.awaitEnd(waits.poll().toNanos());
    } catch (InterruptedException e) {
      // The flag is not set again: with it the next read of this thread would close the content
      // file for everybody.
      throw new FsException(FsFailure.INTERRUPTED, "interrupted: " + errand, e);
    }
  }

  /** What was asked during an outage may never be answered: it is asked again instead. */
  private void giveUpStalled() {
    long nanos = waits.patience().now().toNanos();
    running.values().stream()
        .filter(errand -> errand.isStalled(nanos))
        .forEach(
            errand ->
                giveUp(errand, new FsException(FsFailure.NETWORK_UNREACHABLE, "nothing came")));
  }

  private void giveUp(Errand errand, FsException reason) {
    running.remove(errand.what(), errand);
    errand.giveUp(reason);
  }

  private static FsException failure(Errand errand, IOException cause) {
    if (cause instanceof FsException known) {
      return new FsException(known.failure(), errand + ": " + known.getMessage(), known);
    }
    boolean absent =
        cause instanceof CloudException cloud
            && switch (cloud.failure()) {
              case UNREACHABLE, TIMED_OUT, CANCELLED, THROTTLED -> true;
              default -> false;
            };
    return new FsException(
        absent ? FsFailure.NETWORK_UNREACHABLE : FsFailure.IO_ERROR,
        errand + ": " + cause.getMessage(),
        cause);
  }

  /** Begins nothing more. */
  void close() {
    behind.shutdown();
    urgent.shutdown();
  }

  /** Waits for the end of all threads. */
  boolean awaitEnd(long millis) throws InterruptedException {
    boolean ended = behind.awaitTermination(millis, TimeUnit.MILLISECONDS);
    return urgent.awaitTermination(millis, TimeUnit.MILLISECONDS) && ended;
  }
}
