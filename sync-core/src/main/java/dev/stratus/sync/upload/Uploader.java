package dev.stratus.sync.upload;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.remote.Flights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the cloud equal to the index, in the background. The one door of this room. */
public final class Uploader implements Index.PendingListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Uploader.class);

  private static final String STOPPED = "sync-stopped";
  private static final int PAGE = 1_000;
  private static final long AFTER_A_MISTAKE_MILLIS = 30_000;

  private final Index index;
  private final Paths paths;
  private final Flights flights;
  private final UploadSettings settings;
  private final WorkQueue queue;
  private final OpenWait openWait;
  private final Transfers transfers = new Transfers();
  private final ExecutorService partThreads;
  private final NameWork names;
  private final Tombstones tombstones;
  private final Signal signal = new Signal();
  private final List<Thread> threads = new ArrayList<>();
  private final ThreadLocal<Long> working = new ThreadLocal<>();
  private volatile boolean closed;

  public Uploader(UploadParts parts, UploadSettings settings) {
    this.index = parts.index();
    this.paths = parts.paths();
    this.flights = parts.flights();
    this.settings = settings;
    this.queue = new WorkQueue(parts.clock(), Runtime.getRuntime().availableProcessors());
    this.openWait = new OpenWait(parts.writers(), queue, parts.clock(), settings);
    this.partThreads = Executors.newFixedThreadPool(settings.partWorkers(), daemons("upload-part"));
    Backoff backoff = new Backoff(parts.clock(), parts.random());
    Outage outage = new Outage(queue, backoff);
    Surveyor surveyor = new Surveyor(paths);
    Recorder recorder = new Recorder(index, flights, surveyor, backoff);
    MultipartSender multipart = new MultipartSender(parts, settings, partThreads);
    LinkGroups links = new LinkGroups(parts, surveyor);
    UploadPlanner planner = new UploadPlanner(settings.smallBytes());
    this.names =
        new NameWork(
            parts,
            settings,
            new NameWork.Scheduling(queue, openWait, outage, transfers),
            new NameWork.Machinery(
                new Claims(index, flights, surveyor, planner, parts.uuids()),
                new Expander(index, parts.uuids()),
                new Sender(parts, settings, multipart),
                recorder,
                new Reconciler(parts, recorder, new Conflicts(parts, surveyor), multipart),
                links));
    this.tombstones =
        new Tombstones(parts, new Tombstones.Uploading(queue, outage, surveyor, links));
  }

  private static ThreadFactory daemons(String name) {
    AtomicLong numbers = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Learns what a former life left, and begins to work. Attempts that may have been made are known
   * to {@link Flights} when this returns, so that a compare may begin.
   */
  public void start() throws FsException {
    queue.stop(index.read(tables -> tables.meta().get(STOPPED)).isPresent());
    index.setPendingListener(this);
    forEachPending(this::takeUp);
    queue.offer(new Job.Sweep(), 0);
    ThreadFactory factory = daemons("upload");
    for (int i = 0; i < settings.workers(); i++) {
      Thread thread = factory.newThread(this::work);
      threads.add(thread);
      thread.start();
    }
  }

  private interface PendingAction {
    void apply(Pending row) throws FsException;
  }

  private void forEachPending(PendingAction action) throws FsException {
    long after = -1;
    List<Pending> page;
    do {
      long from = after;
      page = index.read(tables -> tables.pending().list(from, PAGE));
      for (Pending row : page) {
        action.apply(row);
        after = row.entry();
      }
    } while (page.size() == PAGE);
  }

  private void takeUp(Pending row) throws FsException {
    String nonce = row.nonce();
    if (nonce != null) {
      flights.suspect(row.entry(), Attempt.decode(nonce).key());
    }
    tryAtOnce(row);
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

  @Override
  public void pendingChanged(Iterable<Long> entries) {
    Long own = working.get();
    for (Long entry : entries) {
      if (!entry.equals(own)) {
        queue.offerChanged(
            new Job.Name(entry), settings.quiet().toMillis(), settings.patience().toMillis());
      }
    }
  }

  @Override
  public void objectsUnwanted() {
    queue.offer(new Job.Sweep(), settings.quiet().toMillis(), settings.quiet().toMillis());
  }

  /** The last handle that could write to a file is gone. */
  public void released(long inode) {
    openWait.released(inode);
  }

  private void work() {
    try {
      Job job = queue.take();
      while (job != null) {
        run(job);
        job = queue.take();
      }
    } catch (InterruptedException e) {
      log.debug("an upload thread was told to end");
    }
  }

  private void run(Job job) {
    try {
      if (job instanceof Job.Name name) {
        working.set(name.entry());
        names.run(name);
      } else if (job instanceof Job.Delete delete) {
        tombstones.delete(delete);
      } else {
        tombstones.sweep();
      }
    } catch (FsException | RuntimeException e) {
      if (!closed) {
        log.error("{} failed and is tried again", job, e);
        queue.offer(job, AFTER_A_MISTAKE_MILLIS);
      }
    } finally {
      working.remove();
      queue.done(job);
      signal.raise();
    }
  }

  /** Lets nothing go up any more, also after the next mount. What is under way ends. */
  public void stopSync() throws FsException {
    index.changeAlways(
        change -> {
          change.putMeta(STOPPED, "1");
          return STOPPED;
        });
    queue.stop(true);
    signal.raise();
  }

  /** Takes {@link #stopSync} back. */
  public void startSync() throws FsException {
    index.changeAlways(
        change -> {
          change.deleteMeta(STOPPED);
          return STOPPED;
        });
    queue.stop(false);
  }

  public boolean isStopped() {
    return queue.isStopped();
  }

  /** Tries everything below a path at once that failed or waits after a failure; "" for all. */
  public void retry(String path) throws FsException {
    queue.pauseUntil(0);
    forEachPending(
        row -> {
          if ((row.failure() != null || row.attempts() > 0) && isBelow(row.entry(), path)) {
            tryAtOnce(row);
          }
        });
  }

  private boolean isBelow(long id, String path) throws FsException {
    Optional<Entry> entry = index.read(tables -> tables.entries().get(id));
    Optional<String> found = entry.isPresent() ? paths.of(entry.get()) : Optional.empty();
    return path.isEmpty()
        || found.filter(own -> own.equals(path) || own.startsWith(path + "/")).isPresent();
  }

  /** The transfer of a file that goes up now. */
  public Optional<Transfer> transfer(long inode) {
    return transfers.of(inode);
  }

  public Collection<Transfer> transfers() {
    return transfers.all();
  }

  public boolean isUploading(long inode) {
    return transfers.of(inode).isPresent();
  }

  /** Whether the bytes that the file has now went up during this mount. */
  public boolean uploadedThisMount(Inode inode) {
    return transfers.hasUploaded(inode.id(), inode.contentGeneration());
  }

  /** The local copy of a file is gone. */
  public void localCopyDropped(long inode) {
    transfers.dropped(inode);
  }

  public UploadCounts counts() throws FsException {
    return index.read(
        tables ->
            new UploadCounts(
                tables.pending().count(),
                tables.pending().failedCount(),
                tables.objects().unwantedCount()));
  }

  /** A number that is raised whenever something was finished, refused or put off. */
  public long ticks() {
    return signal.count();
  }

  /** Waits until {@link #ticks} is above a number, or the time is over. */
  public void awaitTick(long seen, long millis) throws InterruptedException {
    signal.await(seen, millis);
  }

  /**
   * Begins nothing more. Requests under way end when the store is closed; none is waited for, since
   * the next mount recognises them by their nonces.
   */
  @Override
  public void close() {
    closed = true;
    queue.close();
    partThreads.shutdown();
    signal.raise();
  }

  /** Waits for the end of all threads; to be called after the store was closed too. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean ended = partThreads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      thread.join(Math.max(1, left));
      ended &= !thread.isAlive();
    }
    return ended;
  }
}
