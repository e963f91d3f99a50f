package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.space.OptimizePolicy;
import dev.stratus.sync.space.OptimizeResult;
import dev.stratus.sync.space.SpaceOptimizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the policy by free space once a day, where the configuration wishes it. A machine that is
 * hot or short of power is left alone, and looked at again a minute later. The first start only
 * begins to count the day.
 */
final class DailyOptimize implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DailyOptimize.class);

  /** In the index: when the last run began, in milliseconds since 1970. */
  static final String META = "optimized";

  private static final Duration BETWEEN = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final long END_SECONDS = 5;

  /** What it works with. */
  record Sources(
      Index index,
      SpaceOptimizer optimizer,
      OptimizePolicy policy,
      Conditions conditions,
      Clock clock) {}

  private final Sources from;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "daily-optimize");
            thread.setDaemon(true);
            return thread;
          });
  private boolean excused;

  DailyOptimize(Sources from) {
    this.from = from;
  }

  void start() {
    if (from.policy().daily()) {
      Future<?> unused =
          executor.scheduleWithFixedDelay(this::attempt, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void attempt() {
    try {
      look();
    } catch (FsException | RuntimeException e) {
      // An executor would keep it to itself, and never call again.
      log.warn("The daily run that frees space failed: {}", e.toString());
    }
  }

  /** Runs if a day is over and the machine can do with it; returns whether it ran. */
  synchronized boolean look() throws FsException {
    if (!isDue() || from.optimizer().isRunning()) {
      return false;
    }
    Optional<String> objection = objection();
    if (objection.isPresent()) {
      if (!excused) {
        log.info("The daily run that frees space waits: {}", objection.get());
      }
      excused = true;
      return false;
    }
    excused = false;
    remember();
    OptimizeResult result =
        from.optimizer().optimizeStorage(from.policy(), false, (files, bytes, wanted) -> {});
    log.info("The daily run freed {} bytes of {} files", result.bytes(), result.files());
    return true;
  }

  /** A clock that was set back begins the day anew. */
  private boolean isDue() throws FsException {
    Optional<Long> last = from.index().read(tables -> tables.meta().get(META)).map(Long::valueOf);
    long now = from.clock().millis();
    if (last.isEmpty() || last.get() > now) {
      remember();
      return false;
    }
    return now - last.get() >= BETWEEN.toMillis();
  }

  private void remember() throws FsException {
    String now = Long.toString(from.clock().millis());
    from.index()
        .changeAlways(
            change -> {
              change.putMeta(META, now);
              return now;
            });
  }

  private Optional<String> objection() {
    if (from.conditions().heat() != Heat.COOL) {
      return Optional.of("the machine is hot");
    }
    boolean isShort =
        from.conditions().battery().map(Battery::level).orElse(Battery.Level.ENOUGH)
            != Battery.Level.ENOUGH;
    return isShort ? Optional.of("the battery is low") : Optional.empty();
  }

  /** Ends the run that is under way. */
  @Override
  public void close() {
    from.optimizer().stop();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        log.warn("The daily run did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
