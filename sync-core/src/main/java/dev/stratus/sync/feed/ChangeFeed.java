package dev.stratus.sync.feed;

import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.NamedChange;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells subscribers what changes in the folder, in the order in which it happened. */
public final class ChangeFeed implements Index.ChangeListener, AutoCloseable {

  /** Many seconds of a busy mount, some 50 MiB at most. */
  public static final int MOST_WAITING = 262_144;

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  /** What happened, for the thread that tells it. */
  @FunctionalInterface
  private interface News {
    List<FileChange> announced(Announcer announcer);
  }

  private final Announcer announcer;
  private final LongPredicate openForWriting;
  private final Audience audience = new Audience();
  private final int most;
  private final Queue<News> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Thread teller = new Thread(this::run, "stratus-feed");
  private volatile boolean listening;
  private volatile boolean closed;

  /**
   * @param allListed whether all names of the bucket were seen
   * @param openForWriting whether a program has a file open for writing; returns at once and takes
   *     no lock
   * @param most how many changes may wait to be told
   */
  public ChangeFeed(BooleanSupplier allListed, LongPredicate openForWriting, int most) {
    this.announcer = new Announcer(allListed);
    this.openForWriting = openForWriting;
    this.most = most;
    teller.setDaemon(true);
  }

  public void start() {
    teller.start();
  }

  /**
   * Tells what changes at a path, beginning with the first change after this returned: of a
   * directory itself and the names in it, or all below it; or of one file. The path counts, not
   * what it leads to now.
   *
   * @param path below the mount's root, empty for the root
   * @param listener takes a change and returns at once; called by one thread
   * @return ends it
   */
  public Runnable subscribe(String path, boolean recursive, Consumer<? super FileChange> listener) {
    Audience.Subscriber subscriber = new Audience.Subscriber(path, recursive, listener);
    synchronized (audience) {
      audience.add(subscriber);
      listening = true;
    }
    return () -> end(subscriber);
  }

  private void end(Audience.Subscriber subscriber) {
    synchronized (audience) {
      audience.remove(subscriber);
      listening = !audience.isEmpty();
    }
    post(this::forget);
  }

  /** Without subscribers nobody closes what was begun. */
  private List<FileChange> forget(Announcer announcing) {
    if (!listening) {
      announcing.clear();
    }
    return List.of();
  }

  @Override
  public boolean isListening() {
    return listening;
  }

  @Override
  public void committed(List<NamedChange> changes) {
    for (NamedChange change : changes) {
      // As it is now: when it is told, the file may be closed or open again.
      boolean open = openForWriting.test(change.inode());
      post(announces -> announces.of(change, open));
    }
  }

  /** A program closed a file that it could write to; returns at once. */
  public void closed(long inode) {
    if (listening) {
      boolean open = openForWriting.test(inode);
      post(announces -> announces.closed(inode, open));
    }
  }

  private void post(News news) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      lost.set(true);
    } else {
      waiting.add(news);
    }
    LockSupport.unpark(teller);
  }

  private void run() {
    while (!closed) {
      News news = waiting.poll();
      if (lost.getAndSet(false)) {
        audience.tellOverflow();
      }
      if (news == null) {
        rest();
      } else {
        count.decrementAndGet();
        tell(news);
      }
    }
  }

  /** Who posts something afterwards lets it return at once. */
  private void rest() {
    if (waiting.isEmpty() && !lost.get()) {
      LockSupport.park(this);
    }
  }

  private void tell(News news) {
    try {
      news.announced(announcer).forEach(audience::tell);
    } catch (RuntimeException e) {
      log.error("A change was not told", e);
      audience.tellOverflow();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(teller);
  }
}
