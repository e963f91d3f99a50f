package dev.stratus.sync.upload;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.remote.Flights;
import java.util.List;
import java.util.Optional;

/** Brings pending names back to the queue: what a former life left, and what failed. */
final class Retries {

  /** Something to be done with each pending name. */
  @FunctionalInterface
  private interface Action {
    void apply(Pending row) throws FsException;
  }

  /** Some of the pending names, in their order. */
  @FunctionalInterface
  private interface Pages {
    List<Pending> next(long after, int limit) throws FsException;
  }

  private static final int PAGE = 1_000;

  /** By which rules the names were chosen that stay here. */
  private static final String RULES = "ignore-rules";

  private final Index index;
  private final Paths paths;
  private final Flights flights;
  private final WorkQueue queue;
  private final String rules;
  private final Halts halts;

  Retries(UploadParts parts, WorkQueue queue, Halts halts) {
    this.halts = halts;
    this.index = parts.index();
    this.paths = parts.paths();
    this.flights = parts.flights();
    this.queue = queue;
    this.rules = parts.ignored().toString();
  }

  /** Takes up all that is pending; attempts that may have been made are suspects then. */
  void takeUp() throws FsException {
    if (!index.read(tables -> tables.meta().get(RULES)).equals(Optional.of(rules))) {
      reconsiderLocalNames();
    }
    forEachPending(
        row -> {
          String nonce = row.nonce();
          if (nonce != null) {
            flights.suspect(row.entry(), Attempt.decode(nonce).key());
          }
          if (!row.isHalted() || halted(row).isEmpty()) {
            tryAtOnce(row);
          }
        });
  }

  /** By other rules, some of the names that stayed here go up now. */
  private void reconsiderLocalNames() throws FsException {
    long after = -1;
    List<Long> page;
    do {
      long from = after;
      page = index.read(tables -> tables.localNames().list(from, PAGE));
      List<Long> some = page;
      index.changeAlways(change -> markAgain(change, some));
      after = page.isEmpty() ? after : page.get(page.size() - 1);
    } while (page.size() == PAGE);
    index.changeAlways(
        change -> {
          change.putMeta(RULES, rules);
          return RULES;
        });
  }

  private static List<Long> markAgain(IndexChange change, List<Long> names) throws FsException {
    for (Long name : names) {
      if (change.tables().entries().get(name).isPresent()) {
        change.markPending(name, false);
      }
      change.deleteLocalName(name);
    }
    return names;
  }

  /**
   * Tries everything at or below a path at once that failed or waits after a failure.
   *
   * @param path "" for all
   * @return how many names that are
   */
  long retry(String path) throws FsException {
    queue.pause(0);
    long[] count = new long[1];
    forEachPending(
        row -> {
          if ((row.isFailed() || row.attempts() > 0) && isBelow(row.entry(), path)) {
            tryAtOnce(row);
            count[0]++;
          }
        });
    return count[0];
  }

  /** Keeps back what is halted now, and lets go on what is not any more. */
  void followHalts() throws FsException {
    forEach(
        (after, limit) -> index.read(tables -> tables.pending().halted(after, limit)),
        row -> {
          if (halted(row).isEmpty()) {
            tryAtOnce(row);
          }
        });
    forEach(
        (after, limit) -> index.read(tables -> tables.pending().active(after, limit)),
        row -> {
          Optional<Inode> halted = halted(row);
          if (halted.isPresent()) {
            keepBack(row.entry(), Halts.reason(halted.get()));
          }
        });
  }

  private void keepBack(long entry, String why) throws FsException {
    index.changeAlways(
        change -> {
          Optional<Pending> now = change.tables().pending().get(entry);
          if (now.isPresent() && !now.get().isFailed()) {
            change.putPending(now.get().halted(why));
          }
          return now;
        });
  }

  /** What a name leads to, if it is not to go up for now. */
  private Optional<Inode> halted(Pending row) throws FsException {
    Optional<Entry> entry = index.read(tables -> tables.entries().get(row.entry()));
    Optional<Inode> inode = entry.isPresent() ? index.inode(entry.get().inode()) : Optional.empty();
    boolean covered = inode.isPresent() && halts.covers(entry.get(), inode.get());
    return covered ? inode : Optional.empty();
  }

  private void forEachPending(Action action) throws FsException {
    forEach((after, limit) -> index.read(tables -> tables.pending().list(after, limit)), action);
  }

  private static void forEach(Pages pages, Action action) throws FsException {
    long after = -1;
    List<Pending> page;
    do {
      page = pages.next(after, PAGE);
      for (Pending row : page) {
        action.apply(row);
        after = row.entry();
      }
    } while (page.size() == PAGE);
  }

  private void tryAtOnce(Pending row) throws FsException {
    if (row.failure() != null || row.notBeforeMillis() > 0) {
      index.changeAlways(
          change -> {
            Optional<Pending> now = change.tables().pending().get(row.entry());
            if (now.isPresent()) {
              Pending fresh = Pending.fresh(row.entry(), now.get().subtree());
              change.putPending(fresh.withNonce(now.get().nonce()));
            }
            return now;
          });
    }
    queue.offer(new Job.Name(row.entry()), 0);
  }

  private boolean isBelow(long id, String path) throws FsException {
    if (path.isEmpty()) {
      return true;
    }
    Optional<Entry> entry = index.read(tables -> tables.entries().get(id));
    Optional<String> found = entry.isPresent() ? paths.of(entry.get()) : Optional.empty();
    return found.filter(own -> own.equals(path) || own.startsWith(path + "/")).isPresent();
  }
}
