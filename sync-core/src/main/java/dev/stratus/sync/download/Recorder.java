package dev.stratus.sync.download;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what was fetched durable, behind the readers' backs: syncs content files, then tells the
 * index. Its threads are never interrupted.
 */
final class Recorder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  /** Syncs that run at once share the disk's commits: many small files are recorded together. */
  private static final int THREADS = 4;

  /** What is not recorded by then is fetched again; nobody should wait for that at an unmount. */
  private static final Duration END = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor executor;
  private final LongSupplier ticker;

  /**
   * @param ticker nanoseconds that never go back
   */
  Recorder(LongSupplier ticker) {
    this.ticker = ticker;
    executor = new ScheduledThreadPoolExecutor(THREADS, Daemons.named("fetch-recorder"));
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

  /** Records all of these now, as far as there is time. */
  void finish(Collection<FileDownload> files) {
    List<Future<?>> all = new ArrayList<>();
    files.forEach(file -> all.add(executor.submit(guarded(file::record))));
    long deadline = ticker.getAsLong() + END.toNanos();
    try {
      for (Future<?> each : all) {
        each.get(Math.max(0, deadline - ticker.getAsLong()), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) {
      log.info("Not all fetched bytes could be recorded in time; they will be fetched again");
    } catch (ExecutionException e) {
      throw new IllegalStateException("guarded work does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The recording of fetched bytes did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
