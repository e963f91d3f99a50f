package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Strangers;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.FirstVisits;
import dev.stratus.sync.space.UncountedBytes;
import dev.stratus.sync.space.Visits;
import dev.stratus.sync.trash.Trash;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work that goes on behind: removed files, unsynced bytes, visits, the index's log. */
final class Maintenance implements AutoCloseable {

  /** A piece of work that may fail and is then tried again at its next turn. */
  @FunctionalInterface
  interface Task {
    void run() throws FsException;
  }

  /**
   * Work with its period.
   *
   * @param turns how many seconds pass between two runs
   */
  record Chore(String what, int turns, Task task) {}

  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

  /** What a local disk does with dirty pages after about as long. */
  private static final int SYNC_TURNS = 5;

  /** What stays for days need not go to the second. */
  private static final int TRASH_TURNS = 600;

  private static final long END_MILLIS = 60_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Chore> chores;
  private final Strangers strangers;
  private final UncountedBytes uncounted;
  private final Unsynced unsynced;
  private final LogKeeper logKeeper;
  private final Thread thread;

  /** What is to be kept in order. */
  record Wards(
      Index index,
      Reaper reaper,
      Unsynced unsynced,
      Visits visits,
      Evictor evictor,
      UncountedBytes uncounted,
      Strangers strangers,
      Trash trash) {}

  Maintenance(Wards wards) {
    this.strangers = wards.strangers();
    this.uncounted = wards.uncounted();
    this.unsynced = wards.unsynced();
    this.logKeeper = new LogKeeper(wards.index());
    this.chores =
        List.of(
            new Chore("adoption of unknown local copies", 1, wards.strangers()::run),
            new Chore("removal of files", 1, wards.reaper()::run),
            new Chore("sync of files", SYNC_TURNS, wards.unsynced()::syncRested),
            new Chore("record of visits", SYNC_TURNS, wards.visits()::flush),
            new Chore("first visits", SYNC_TURNS, new FirstVisits(wards.index())::seed),
            new Chore("removal of local copies", SYNC_TURNS, wards.evictor()::finish),
            new Chore("maintenance of the index", SYNC_TURNS, wards.index()::maintain),
            new Chore("cleaning of the trash", TRASH_TURNS, wards.trash()::clean));
    this.thread = new Thread(this::run, "maintenance");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
    logKeeper.start();
  }

  private void run() {
    // At once: until then the local copies may take more room than their limit.
    attempt("removal of bytes that nobody counts", uncounted::drop);
    try {
      for (long turn = 1; !ended.await(1, TimeUnit.SECONDS); turn++) {
        for (Chore chore : chores) {
          if (turn % chore.turns() == 0) {
            attempt(chore.what(), chore.task());
          }
        }
      }
    } catch (InterruptedException e) {
      log.debug("maintenance was told to end");
    }
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
    ended.countDown();
    strangers.end();
    uncounted.end();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    logKeeper.close();
    chores.forEach(chore -> attempt(chore.what(), chore.task()));
    attempt("last sync of files", unsynced::syncAll);
  }
}
