package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what was fetched durable, behind the readers' backs: syncs content files, then tells the
 * index. Its threads are never interrupted.
 */
final class Recorder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  /** Syncs that run at once share the disk's commits. */
  private static final int THREADS = 4;

  /** What is due within this time is recorded together. */
  private static final Duration GATHERING = Duration.ofMillis(200);

  /** From as many files on, one sync of the whole disk costs less than one of each. */
  private static final int MANY = 16;

  /** Each keeps its content file open until it is recorded. */
  private static final int AT_ONCE = 1024;

  /** What is not recorded by then is fetched again; nobody should wait for that at an unmount. */
  private static final Duration END = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor executor;
  private final OpenFiles files;
  private final LinkedBlockingQueue<RecordTurn> due = new LinkedBlockingQueue<>();
  private final AtomicBoolean gathering = new AtomicBoolean();

  Recorder(OpenFiles files) {
    this.files = files;
    executor = new ScheduledThreadPoolExecutor(THREADS, Daemons.named("fetch-recorder"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Records a file after a while. */
  void later(RecordTurn file, Duration delay) {
    run(() -> isDue(file), delay);
  }

  /** Records a file soon, with others that are due then. */
  void soon(RecordTurn file) {
    isDue(file);
  }

  private void isDue(RecordTurn file) {
    due.add(file);
    if (gathering.compareAndSet(false, true)) {
      run(this::recordDue, GATHERING);
    }
  }

  private void recordDue() {
    gathering.set(false);
    List<RecordTurn> batch = new ArrayList<>();
    due.drainTo(batch, AT_ONCE);
    List<RecordTurn> alone = batch.size() >= MANY ? recordTogether(batch) : batch;
    alone.forEach(file -> run(file::record, Duration.ZERO));
    if (!due.isEmpty() && gathering.compareAndSet(false, true)) {
      run(this::recordDue, Duration.ZERO);
    }
  }

  /** Returns those that have to be recorded alone. */
  private List<RecordTurn> recordTogether(List<RecordTurn> batch) {
    Map<OpenFile, RecordTurn> together = new LinkedHashMap<>();
    List<RecordTurn> alone = new ArrayList<>();
    for (RecordTurn each : batch) {
      @Nullable OpenFile file = each.beginTogether();
      if (file == null) {
        alone.add(each);
      } else {
        together.put(file, each);
      }
    }
    try {
      files.recordWhole(together.keySet()).forEach(file -> record(file, together));
    } catch (FsException e) {
      log.warn("{} fetched files were not recorded: {}", together.size(), e.getMessage());
    } finally {
      together.values().forEach(RecordTurn::endTogether);
    }
    return alone;
  }

  private static void record(OpenFile file, Map<OpenFile, RecordTurn> turns) {
    RecordTurn turn = turns.get(file);
    if (turn != null) {
      turn.sync(file);
    }
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

  private void recordAll(List<RecordTurn> batch) {
    List<RecordTurn> alone = batch.size() >= MANY ? recordTogether(batch) : batch;
    alone.forEach(RecordTurn::record);
  }

  /** Records all of these now, as far as there is time. */
  void finish(List<RecordTurn> batch) {
    Future<?> end = executor.submit(guarded(() -> recordAll(batch)));
    try {
      end.get(END.toMillis(), TimeUnit.MILLISECONDS);
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
