package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import dev.stratus.sync.remote.Flights;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the cloud equal to the index, in the background. The one door of this room. */
public final class Uploader implements Index.PendingListener, AutoCloseable {

  private static final String STOPPED = "sync-stopped";
  private static final long LEFTOVERS_MILLIS = 600_000;
  private static final long COLLECT_MILLIS = 3_000;

  private final Index index;
  private final UploadSettings settings;
  private final WorkQueue queue;
  private final OpenWait openWait;
  private final Transfers transfers = new Transfers();
  private final ExecutorService partThreads;
  private final NameWork names;
  private final Tombstones tombstones;
  private final Leftovers leftovers;
  private final Retries retries;
  private final Halts halts;
  private final Conflicts conflicts;
  private final Signal signal = new Signal();
  private final Workers workers;

  /** Whether programs changed something since somebody asked. */
  private final AtomicBoolean worked = new AtomicBoolean();

  /** The name that a worker's own changes concern: it need not be told of them. */
  private final ThreadLocal<Long> working = new ThreadLocal<>();

  public Uploader(UploadParts parts, UploadSettings settings) {
    this.index = parts.index();
    this.settings = settings;
    SteadyTime time = new SteadyTime(System::nanoTime);
    this.queue = new WorkQueue(time, Runtime.getRuntime().availableProcessors());
    this.openWait = new OpenWait(parts.writers(), queue, time, settings);
    this.partThreads =
        Executors.newFixedThreadPool(settings.partWorkers(), Workers.daemons("upload-part"));
    this.workers = new Workers(queue, this::run, signal);
    this.halts = new Halts(parts.paths());
    this.retries = new Retries(parts, queue, halts);
    SizeTurns turns = new SizeTurns(settings.multipartBytes(), queue);
    Backoff backoff = new Backoff(parts.clock(), parts.random());
    Outage outage = new Outage(queue, backoff);
    Surveyor surveyor = new Surveyor(parts.paths(), parts.ignored(), halts, new Twins(index));
    Recorder recorder = new Recorder(index, parts.flights(), surveyor, backoff);
    PartUploads partUploads = new PartUploads(parts);
    MultipartSender multipart =
        new MultipartSender(
            parts.cloud(), partUploads, settings, partThreads, queue::programsAreBusy);
    this.leftovers = new Leftovers(parts, surveyor, partUploads);
    this.conflicts = new Conflicts(parts, surveyor);
    LinkGroups links = new LinkGroups(parts, surveyor);
    UploadPlanner planner = new UploadPlanner(settings.smallBytes());
    this.names =
        new NameWork(
            parts,
            settings,
            new NameWork.Scheduling(queue, openWait, turns, outage, transfers),
            new NameWork.Machinery(
                new Claims(parts, turns, surveyor, planner),
                new Expander(index, parts.uuids()),
                new Sender(parts, settings, multipart),
                recorder,
                new Reconciler(parts, recorder, conflicts),
                new LostBase(parts, conflicts),
                leftovers,
                links,
                surveyor.twins()));
    this.tombstones = new Tombstones(parts, queue, outage, new Unwanted(index, surveyor, links));
  }

  /**
   * Learns what a former life left, and begins to work. Attempts that may have been made are known
   * to {@link Flights} when this returns, so that a compare may begin.
   */
  public void start() throws FsException {
    queue.stop(wasStopped());
    index.setPendingListener(this);
    retries.takeUp();
    queue.offer(new Job.Sweep(), 0);
    queue.offer(new Job.Leftovers(), 0);
    workers.start(settings.workers());
  }

  @Override
  public void pendingChanged(Iterable<Long> entries) {
    Long own = working.get();
    if (own == null) {
      worked.set(true);
    }
    for (Long entry : entries) {
      Job.Name job = new Job.Name(entry);
      long patience = settings.patience().toMillis();
      if (own == null) {
        queue.offerChanged(job, settings.quiet().toMillis(), patience);
      } else if (!entry.equals(own)) {
        // What the uploader finds out about names below a renamed directory is no program's work.
        queue.offer(job, settings.quiet().toMillis(), patience);
      }
    }
  }

  @Override
  public void objectsUnwanted() {
    // While more and more become unwanted they are collected: many are deleted with few requests.
    queue.offer(new Job.Sweep(), settings.quiet().toMillis(), COLLECT_MILLIS);
  }

  /** The last handle that could write to a file is gone. */
  public void released(long inode) {
    openWait.released(inode);
  }

  private void run(Job job) throws FsException {
    if (job instanceof Job.Name name) {
      working.set(name.entry());
      try {
        names.run(name);
      } finally {
        working.remove();
      }
    } else if (job instanceof Job.Delete delete) {
      tombstones.delete(delete);
    } else if (job instanceof Job.Sweep) {
      tombstones.sweep();
    } else if (job instanceof Job.Leftovers) {
      leftovers.sweep();
      queue.offer(job, LEFTOVERS_MILLIS);
    } else {
      retries.retry("");
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

  /** Whether the sync was stopped in this life or a former one. */
  public boolean wasStopped() throws FsException {
    return index.read(tables -> tables.meta().get(STOPPED)).isPresent();
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

  /** Lets nothing go up while the bucket is not the right one; forgotten at the unmount. */
  public void hold(boolean hold) {
    queue.hold(hold);
  }

  /** Lets nothing begin while the machine is to be spared; what is under way ends. */
  public void rest(boolean rest) {
    queue.rest(rest);
  }

  /**
   * Lets nothing in these first-level directories go up or be deleted in the cloud, and what only
   * the former ones kept back go on. What is under way ends.
   *
   * @param directories names; the empty one stands for the whole mount
   */
  public void halt(Set<String> directories) throws FsException {
    halts.set(directories);
    retries.followHalts();
    queue.offer(new Job.Sweep(), 0);
    signal.raise();
  }

  /** Whether {@link #halt} or {@link #pause} keeps a name back. */
  public boolean isHalted(Entry entry, Inode inode) throws FsException {
    return halts.covers(entry, inode);
  }

  /** Whether {@link #halt} keeps what is at a path back. */
  public boolean isHalted(String path) {
    return halts.covers(path);
  }

  /** Tells a listener of each file that begins to go up or has ended. */
  public void onTransfer(TransferListener listener) {
    transfers.listen(listener);
  }

  /**
   * Lets a file not go up for now, also over restarts, or takes that back. A large one that is
   * under way ends before its next part.
   */
  public void pause(long inode, boolean pause) throws FsException {
    index.changeAlways(
        change -> {
          change.put(change.require(inode).edit().paused(pause).done());
          return pause;
        });
    if (pause) {
      transfers.of(inode).ifPresent(Transfer::pause);
    }
    retries.followHalts();
    signal.raise();
  }

  public boolean isStopped() {
    return queue.isStopped();
  }

  /**
   * Tries everything at or below a path at once that failed or waits after a failure.
   *
   * @param path "" for all
   * @return how many names that are
   */
  public long retry(String path) throws FsException {
    return retries.retry(path);
  }

  /** Whether a name waits until somebody decides between what is here and what is there. */
  public boolean isConflict(long entry) throws FsException {
    return conflicts.waits(entry);
  }

  /**
   * Decides for what is here, which goes up; what is there stays as a version.
   *
   * @return false if there was nothing to be decided
   */
  public boolean clearConflict(Entry entry) throws FsException, CloudException {
    return conflicts.clear(entry);
  }

  /** A program waits for the upload of a file that it has open for writing. */
  public void demand(long inode) {
    openWait.demand(inode);
  }

  /** It does not wait any more. */
  public void demandOver(long inode) {
    openWait.demandOver(inode);
  }

  /** Somebody waits for a name: it goes before all others, quiet or not. */
  public void hurry(long entry) {
    queue.hurry(new Job.Name(entry));
  }

  /** The cloud answers again after an outage, maybe differently: everything is tried anew, soon. */
  public void cloudIsBack() {
    queue.pause(0);
    queue.offer(new Job.Retry(), 0);
  }

  /** Whether programs changed anything since this was last asked. */
  public boolean hasWorked() {
    return worked.getAndSet(false);
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
    return uploadedThisMount(inode.id(), inode.contentGeneration());
  }

  /** Whether these bytes of a file, or newer ones, went up during this mount. */
  public boolean uploadedThisMount(long inode, long contentGeneration) {
    return transfers.hasUploaded(inode, contentGeneration);
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
                tables.objects().unwantedCount() - haltedDeletions(tables)));
  }

  private long haltedDeletions(Tables tables) throws FsException {
    long count = 0;
    for (String prefix : halts.keyPrefixes()) {
      count += tables.objects().unwantedCount(prefix);
    }
    return count;
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
    workers.close();
    partThreads.shutdown();
  }

  /** Waits for the end of all threads; to be called after the store was closed too. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    boolean partsEnded = partThreads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    return workers.awaitEnd(millis) && partsEnded;
  }
}
