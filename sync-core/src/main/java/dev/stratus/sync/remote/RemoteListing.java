package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index's knowledge of the cloud complete and fresh: the first listing and every compare
 * in the background, and what a program asks for at once.
 */
public final class RemoteListing implements RemoteKnowledge, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RemoteListing.class);

  private static final String LISTED = "remote-listed";
  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final int MAX_DOUBLINGS = 5;

  private final RemoteParts parts;
  private final RemoteSettings settings;
  private final Index index;
  private final Paths paths;
  private final Clock clock;
  private final ExecutorService threads;
  private final SharedWaits waits;
  private final Pages pages;
  private final Looker looker;
  private final Doubts doubts;
  private final PageReader reader;
  private final BucketIdentity identity;
  private final Alarm alarm = new Alarm();
  private final Thread comparer;

  private volatile boolean listed;
  private volatile boolean closed;
  private volatile long seen;
  private volatile @Nullable Instant lastCompare;
  private volatile @Nullable String trouble;

  public RemoteListing(RemoteParts parts, RemoteSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.index = parts.index();
    this.paths = parts.paths();
    this.clock = parts.clock();
    AtomicLong numbers = new AtomicLong();
    this.threads =
        Executors.newFixedThreadPool(
            settings.workers(), task -> daemon(task, "remote-" + numbers.incrementAndGet()));
    this.waits = new SharedWaits(threads, settings.patience());
    this.pages = new Pages(parts, task -> daemon(task, "remote-list").start());
    this.looker = new Looker(parts);
    Importer importer = new Importer(parts);
    this.doubts = new Doubts(parts, importer);
    this.reader = new PageReader(parts, importer, doubts);
    this.identity = new BucketIdentity(parts.cloud(), index, paths);
    this.comparer = daemon(this::compareAgainAndAgain, "remote-compare");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Learns whether the bucket was listed in a former life, and begins to list or compare. */
  public void start() throws FsException {
    listed = index.read(tables -> tables.meta().get(LISTED)).isPresent();
    comparer.start();
  }

  @Override
  public void requireListed(Inode directory) throws FsException {
    if (listed || directory.isListed()) {
      return;
    }
    waits.await(
        "listing of directory " + directory.id(),
        progress -> listDirectory(directory.id(), progress));
  }

  @Override
  public void requireListedBelow(Inode directory) throws FsException {
    if (listed) {
      return;
    }
    waits.await(
        "listing of everything below directory " + directory.id(),
        progress -> listBelow(directory.id(), progress));
  }

  private void listBelow(long directory, Runnable progress) throws FsException, CloudException {
    Optional<String> prefix = paths.prefixOf(directory);
    if (prefix.isEmpty()) {
      return;
    }
    try (Pages.Ahead ahead = pages.below(prefix.get())) {
      Optional<Pages.Page> page = ahead.next();
      while (page.isPresent() && !closed) {
        progress.run();
        reader.read(page.get().listed().objects(), page.get().asked());
        page = ahead.next();
      }
    }
    finishListing(directory, prefix);
  }

  private void finishListing(long directory, Optional<String> prefix) throws FsException {
    if (closed) {
      throw new FsException(FsFailure.NETWORK_UNREACHABLE, "the mount is being closed");
    }
    if (paths.prefixOf(directory).equals(prefix)) {
      index.change(
          change -> {
            Inode inode = change.requireDirectory(directory);
            return change.put(inode.edit().listed(true).done());
          });
    }
  }

  private void listDirectory(long directory, Runnable progress) throws FsException, CloudException {
    Optional<String> prefix = paths.prefixOf(directory);
    if (prefix.isEmpty()) {
      return;
    }
    try (Pages.Ahead ahead = pages.of(prefix.get())) {
      Optional<Pages.Page> page = ahead.next();
      while (page.isPresent() && !closed) {
        progress.run();
        reader.read(page.get().listed().objects(), page.get().asked());
        follow(page.get().listed().commonPrefixes());
        page = ahead.next();
      }
    }
    finishListing(directory, prefix);
  }

  /** Makes the directories that follow from keys further down. */
  private void follow(List<String> prefixes) throws FsException {
    long now = clock.millis();
    index.change(
        change -> {
          Tree tree = new Tree(change, parts.adoption());
          for (String prefix : prefixes) {
            String path = prefix.substring(paths.prefix().length());
            if (Paths.isReserved(path) || Paths.objection(path).isPresent()) {
              continue;
            }
            tree.directory(path.substring(0, path.length() - 1), now);
          }
          tree.finish();
          return prefixes;
        });
  }

  @Override
  public void requireAttributes(Inode inode) throws FsException {
    if (!inode.attributesUnknown()) {
      return;
    }
    for (Long neighbour : looker.neighbours(inode)) {
      waits.begin(attributesOf(neighbour), progress -> looker.lookAtAttributes(neighbour));
    }
    waits.await(attributesOf(inode.id()), progress -> looker.lookAtAttributes(inode.id()));
  }

  private static String attributesOf(long inode) {
    return "look at the attributes of inode " + inode;
  }

  @Override
  public void requireTarget(Inode link) throws FsException {
    if (link.targetUnknown()) {
      waits.await(
          "look at the target of inode " + link.id(), progress -> looker.lookAtTarget(link.id()));
    }
  }

  private void compareAgainAndAgain() {
    int inVain = 0;
    while (!closed) {
      inVain = compare() ? 0 : inVain + 1;
      long interval = settings.compareInterval().toMillis();
      long wait =
          inVain == 0
              ? interval
              : Math.min(interval, FIRST_RETRY_MILLIS << Math.min(inVain - 1, MAX_DOUBLINGS));
      try {
        alarm.await(wait);
      } catch (InterruptedException e) {
        log.debug("the compare was told to end");
        return;
      }
    }
  }

  private boolean compare() {
    try {
      Compare round = new Compare(parts, pages, reader, doubts, identity);
      if (!round.run(count -> seen = count, () -> closed)) {
        return true;
      }
      if (!listed) {
        index.change(
            change -> {
              change.putMeta(LISTED, "1");
              return LISTED;
            });
        listed = true;
      }
      lastCompare = clock.instant();
      trouble = null;
      return true;
    } catch (FsException | CloudException | RuntimeException e) {
      if (!closed) {
        trouble = String.valueOf(e.getMessage());
        log.warn("The bucket could not be compared, and will be again: {}", trouble, e);
      }
      return false;
    }
  }

  /** Compares soon, whatever the interval. */
  public void compareNow() {
    alarm.ring();
  }

  /** Whether the whole bucket was listed since the state directory was made. */
  public boolean isComplete() {
    return listed;
  }

  /** How many objects the listing that runs, or the last one, has seen. */
  public long objectsSeen() {
    return seen;
  }

  /** When the last compare came to its end. */
  public Optional<Instant> lastCompare() {
    return Optional.ofNullable(lastCompare);
  }

  /** Why the last compare did not come to its end. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Begins nothing more. Requests under way end when the store is closed. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    alarm.ring();
  }

  /** Waits for the end of all threads; to be called after the store was closed too. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    boolean ended = threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    comparer.join(Math.max(1, millis));
    return ended && !comparer.isAlive();
  }
}
