package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises programs that read the small files of a tree one after the other, and has the next
 * ones fetched ahead. What is told here is looked at on one thread, behind the readers' backs.
 */
final class Scans {

  private static final Logger log = LoggerFactory.getLogger(Scans.class);

  /** More programs than this that walk over the tree at once are rare. */
  private static final int SCANS = 8;

  /** Directories in which files were read lately. */
  private static final int DIRECTORIES = 32;

  /** A file that comes so soon after another one was read after it. */
  private static final int NEAR = 4;

  /** Who reads on so much later begins anew. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

  /** More than a scan may have ahead. */
  private static final long ROOM = 32L << 20;

  private final DownloadEnvironment environment;
  private final DownloadSettings settings;
  private final LongConsumer fetchAhead;
  private final Executor executor;

  /** Files that were fetched ahead and not opened since. */
  private final Set<Long> ahead = ConcurrentHashMap.newKeySet();

  // From here on for the one thread only.
  private final ArrayDeque<Scan> scans = new ArrayDeque<>();
  private final Map<Long, Entry> lastRead = new LinkedHashMap<>(DIRECTORIES, 0.75f, true);
  private @Nullable Entry newest;

  /**
   * @param fetchAhead begins to fetch a whole file that nobody waits for
   * @param executor does one thing after the other
   */
  Scans(
      DownloadEnvironment environment,
      DownloadSettings settings,
      LongConsumer fetchAhead,
      Executor executor) {
    this.environment = environment;
    this.settings = settings;
    this.fetchAhead = fetchAhead;
    this.executor = executor;
  }

  /** A program opens a file. Returns at once. */
  void opened(long inode) {
    if (ahead.remove(inode)) {
      tell(() -> read(inode, false));
    }
  }

  /** A program waits for the bytes of a small file. Returns at once. */
  void waits(long inode) {
    tell(() -> read(inode, true));
  }

  /** What was fetched ahead did not come: nobody should run on in front of a wall. */
  void failed(long inode) {
    tell(() -> end(inode));
  }

  private void tell(News news) {
    executor.execute(
        () -> {
          try {
            news.take();
          } catch (FsException | RuntimeException e) {
            log.warn("A scan was not followed: {}", e.toString());
          }
        });
  }

  private interface News {
    void take() throws FsException;
  }

  private void read(long inode, boolean waits) throws FsException {
    long now = environment.ticker().getAsLong();
    Optional<Scan> known = scanOf(inode, now);
    if (known.isEmpty() && waits) {
      known = begin(inode, now);
    }
    if (known.isPresent()) {
      known.get().reached(inode, waits, now);
      runAhead(known.get());
    }
  }

  /** The scan that expects a file; those that nobody goes on with are forgotten. */
  private Optional<Scan> scanOf(long inode, long now) {
    scans.removeIf(
        scan -> {
          boolean over = now - scan.lastRead() > FORGOTTEN_AFTER.toNanos();
          if (over) {
            ahead.removeAll(scan.unread());
          }
          return over;
        });
    return scans.stream().filter(scan -> scan.expects(inode)).findFirst();
  }

  /** A second file in order is a scan, of which a third one is the proof. */
  private Optional<Scan> begin(long inode, long now) throws FsException {
    List<Entry> names = environment.index().read(tables -> tables.entries().ofInode(inode));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Entry name = names.get(0);
    @Nullable Entry before = lastRead.getOrDefault(name.parent(), newest);
    remember(name);
    if (before == null) {
      return Optional.empty();
    }
    for (TreeWalk.Order order : TreeWalk.Order.values()) {
      Optional<Scan> scan = follow(new TreeWalk(environment.index(), order, before), inode, now);
      if (scan.isPresent()) {
        add(scan.get());
        return scan;
      }
    }
    return Optional.empty();
  }

  private void remember(Entry name) {
    newest = name;
    lastRead.put(name.parent(), name);
    if (lastRead.size() > DIRECTORIES) {
      lastRead.remove(lastRead.keySet().iterator().next());
    }
  }

  /** A scan, if the walk comes to the file soon. */
  private Optional<Scan> follow(TreeWalk walk, long inode, long now) throws FsException {
    for (int near = 0; near < NEAR; ) {
      Optional<TreeWalk.Step> step = walk.next();
      if (step.isEmpty()) {
        return Optional.empty();
      }
      if (step.get().inode() == inode) {
        return Optional.of(new Scan(walk, step.get(), settings, now));
      }
      // What is here, or large, a scan passes over without our hearing of it.
      boolean counts = !step.get().isComplete() && step.get().size() <= settings.wholeFile();
      near += counts ? 1 : 0;
    }
    return Optional.empty();
  }

  private void add(Scan scan) {
    if (scans.size() == SCANS) {
      Scan oldest = scans.stream().min(Comparator.comparingLong(Scan::lastRead)).orElse(scan);
      ahead.removeAll(oldest.unread());
      scans.remove(oldest);
    }
    scans.add(scan);
  }

  private void runAhead(Scan scan) throws FsException {
    if (!environment.room().hasRoom(ROOM)) {
      return;
    }
    for (long inode : scan.wanted()) {
      ahead.add(inode);
      fetchAhead.accept(inode);
    }
  }

  private void end(long inode) {
    scans.removeIf(
        scan -> {
          boolean ends = scan.expects(inode);
          if (ends) {
            ahead.removeAll(scan.unread());
          }
          return ends;
        });
  }
}
