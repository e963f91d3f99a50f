package dev.stratus.sync.download;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what was fetched durable, behind the readers' backs: syncs content files, then tells the
 * index. One thread, never interrupted.
 */
final class Recorder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  private static final Duration END = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor executor;

  Recorder() {
    executor = new ScheduledThreadPoolExecutor(1, Daemons.named("fetch-recorder"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Records a file after a while. */
  void later(FileDownload file, Duration delay) {
    run(file::record, delay);
  }

  /** Does something again and again. */
  void every(Duration interval, Runnable work) {
    long millis = interval.toMillis();
    Future<?> unused =
        executor.scheduleWithFixedDelay(guarded(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void run(Runnable work, Duration delay) {
    try {
      Future<?> unused = executor.schedule(guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Not recorded any more: the mount ends");
    }
  }

  /** An executor keeps failures to itself. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.error("Recording of fetched bytes failed; they will be fetched again", e);
      }
    };
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Fetched bytes could not be recorded in time; they will be fetched again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
