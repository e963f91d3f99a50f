package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Pins;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is pinned and not here: what was just pinned, what came below a pinned directory, and
 * what another client changed. It hears of each change of the index, and looks at all pins at its
 * start and from time to time, since a transfer may have failed.
 */
final class PinKeeper implements Index.RowListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PinKeeper.class);

  /** In the index while there may be pins: without it nobody looks for them. */
  private static final String META = "pins";

  private static final int PAGE = 500;

  /** Changes of a moment are answered together. */
  private static final long TURN_MILLIS = 200;

  /** How many turns pass between two looks at all pins: ten minutes. */
  private static final int ALL_TURNS = 3_000;

  /** The same after something did not come. */
  private static final int AGAIN_TURNS = 150;

  /** More numbers than this are not kept in memory: all pins are looked at instead. */
  private static final int MOST_CHANGES = 100_000;

  /** Downloads at once; each brings some files at once. */
  private static final int MOST_JOBS = 4;

  private static final long END_SECONDS = 5;

  private final Index index;
  private final Pins pins;
  private final DownloadPlan plan;
  private final DownloadWork work;
  private final Set<Long> changed = ConcurrentHashMap.newKeySet();
  private final Set<Long> moved = ConcurrentHashMap.newKeySet();

  /** Inodes that a download brings already: each block that it records is a change too. */
  private final Set<Long> coming = ConcurrentHashMap.newKeySet();

  private final List<DownloadJob> jobs = new CopyOnWriteArrayList<>();
  private final AtomicBoolean lookAtAll = new AtomicBoolean(true);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "pins");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean anyPins;
  private volatile boolean failed;

  PinKeeper(Index index, Pins pins, DownloadPlan plan, DownloadWork work) {
    this.index = index;
    this.pins = pins;
    this.plan = plan;
    this.work = work;
  }

  /** Begins to keep what is pinned here. */
  void start() throws FsException {
    anyPins = index.read(tables -> tables.meta().get(META)).isPresent();
    index.setRowListener(this);
    threads.execute(this::run);
  }

  /** Sets pins, or takes them away; returns how many are others now. */
  long set(List<Long> inodes, boolean pinned) throws FsException {
    if (pinned) {
      anyPins = true;
    }
    long count =
        index.changeAlways(
            change -> {
              if (pinned) {
                change.putMeta(META, "1");
              }
              long others = 0;
              for (long number : inodes) {
                Optional<Inode> inode = change.inode(number);
                if (inode.isPresent() && inode.get().isPinned() != pinned) {
                  change.put(inode.get().edit().pinned(pinned).done());
                  others++;
                }
              }
              return others;
            });
    if (pinned) {
      moved.addAll(inodes);
    }
    return count;
  }

  @Override
  public boolean isListening() {
    return anyPins;
  }

  @Override
  public void rowsChanged(Collection<Long> inodes, List<Entry> entries) {
    if (changed.size() + moved.size() > MOST_CHANGES) {
      lookAtAll.set(true);
      return;
    }
    changed.addAll(inodes);
    entries.forEach(entry -> moved.add(entry.inode()));
  }

  /** What comes is to rest, or may go on. */
  void changed() {
    jobs.forEach(work::changed);
  }

  /** Whether something waits until the machine need not be spared any more. */
  boolean isResting() {
    return jobs.stream().anyMatch(DownloadJob::isResting);
  }

  private void run() {
    try {
      for (int turn = 1; !ended.await(TURN_MILLIS, TimeUnit.MILLISECONDS); turn++) {
        if (turn % (failed ? AGAIN_TURNS : ALL_TURNS) == 0) {
          lookAtAll.set(true);
        }
        if (anyPins && jobs.size() < MOST_JOBS) {
          attempt();
        }
      }
    } catch (InterruptedException e) {
      log.debug("The keeper of pins was told to end");
    }
  }

  private void attempt() {
    try {
      look();
    } catch (FsException | RuntimeException e) {
      log.warn("What is pinned could not be looked at, and is again later: {}", e.toString());
      failed = true;
    }
  }

  /** Finds what is pinned and missing among what changed, or among all, and begins to bring it. */
  private void look() throws FsException {
    Set<Long> roots = new HashSet<>();
    if (lookAtAll.getAndSet(false)) {
      failed = false;
      addAll(roots);
    }
    for (long number : take(moved)) {
      addIfPinned(roots, number, true);
    }
    for (long number : take(changed)) {
      if (!coming.contains(number)) {
        addIfPinned(roots, number, false);
      }
    }
    List<DownloadPlan.Missing> missing =
        plan.missing(List.copyOf(roots)).stream().filter(file -> coming.add(file.inode())).toList();
    if (!missing.isEmpty()) {
      DownloadJob job = new DownloadJob(List.copyOf(roots), missing);
      jobs.add(job);
      threads.execute(() -> bring(job, missing));
    }
  }

  private static List<Long> take(Set<Long> numbers) {
    List<Long> taken = List.copyOf(numbers);
    taken.forEach(numbers::remove);
    return taken;
  }

  private void addIfPinned(Set<Long> roots, long number, boolean withDirectories)
      throws FsException {
    Optional<Inode> inode = index.inode(number);
    if (inode.isPresent() && isOfInterest(inode.get(), withDirectories)) {
      roots.add(number);
    }
  }

  private boolean isOfInterest(Inode inode, boolean withDirectories) throws FsException {
    boolean may = inode.isRegular() ? !inode.isComplete() : withDirectories && inode.isDirectory();
    return may && pins.isPinned(inode);
  }

  private void addAll(Set<Long> roots) throws FsException {
    long after = 0;
    List<Inode> page;
    do {
      long from = after;
      page = index.read(tables -> tables.inodes().pinned(from, PAGE));
      for (Inode inode : page) {
        after = inode.id();
        // What is below a directory that is pinned too is found from there.
        if (pins.above(inode).isEmpty()) {
          roots.add(inode.id());
        }
      }
    } while (page.size() == PAGE);
  }

  private void bring(DownloadJob job, List<DownloadPlan.Missing> missing) {
    try {
      work.bring(job, missing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      job.end();
      jobs.remove(job);
      missing.forEach(file -> coming.remove(file.inode()));
      lookAgain(job, missing);
    }
  }

  /** What changed while it came was not heard of. */
  private void lookAgain(DownloadJob job, List<DownloadPlan.Missing> missing) {
    if (job.result().failedCount() > 0 || job.result().done() < missing.size()) {
      failed = true;
    } else {
      missing.forEach(file -> changed.add(file.inode()));
    }
  }

  /** Ends what comes; the next life goes on. */
  @Override
  public void close() {
    ended.countDown();
    jobs.forEach(DownloadJob::stop);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        log.warn("The keeper of pins did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
