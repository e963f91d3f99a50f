package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work that goes on behind: removed files, unsynced bytes, the index's log. */
final class Maintenance implements AutoCloseable {

  /** A piece of work that may fail and is then tried again at its next turn. */
  @FunctionalInterface
  private interface Task {
    void run() throws FsException;
  }

  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
  private static final long REAP_SECONDS = 1;

  /** What a local disk does with dirty pages after as long. */
  private static final long SYNC_SECONDS = 5;

  private static final long END_SECONDS = 60;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "maintenance");
            made.setDaemon(true);
            return made;
          });
  private final Index index;
  private final Reaper reaper;
  private final Unsynced unsynced;

  Maintenance(Index index, Reaper reaper, Unsynced unsynced) {
    this.index = index;
    this.reaper = reaper;
    this.unsynced = unsynced;
  }

  void start(Recovery recovery) {
    thread.execute(() -> attempt("adoption of unknown local copies", recovery::adoptStrangers));
    thread.scheduleWithFixedDelay(
        () -> attempt("removal of files", reaper::run),
        REAP_SECONDS,
        REAP_SECONDS,
        TimeUnit.SECONDS);
    thread.scheduleWithFixedDelay(
        () -> {
          attempt("sync of files", unsynced::run);
          attempt("maintenance of the index", index::maintain);
        },
        SYNC_SECONDS,
        SYNC_SECONDS,
        TimeUnit.SECONDS);
  }

  private static void attempt(String what, Task task) {
    try {
      task.run();
    } catch (FsException | RuntimeException e) {
      log.error("The {} failed and is tried again", what, e);
    }
  }

  /** Ends the work after a last turn. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        log.warn("Maintenance does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    attempt("removal of files", reaper::run);
    attempt("sync of files", unsynced::run);
  }
}
