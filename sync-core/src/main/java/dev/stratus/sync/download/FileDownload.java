package dev.stratus.sync.download;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.network.Patience;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is going on for one file: its fetches, of which no two bring the same block, and who waits
 * for the whole. While fetches run, or fetched bytes are not recorded, it uses the file.
 */
final class FileDownload {

  private static final Logger log = LoggerFactory.getLogger(FileDownload.class);

  /** A read-ahead that failed is not tried again at each read. */
  private static final long QUIET_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(5);

  /** A reader that was away for so long may not come back for what waits in the line for it. */
  private static final long READER_GONE = TimeUnit.SECONDS.toNanos(3);

  /** Forgotten when nothing happened for so long: with it goes the knowledge of its readers. */
  private static final long FORGET_AFTER = TimeUnit.SECONDS.toNanos(30);

  private final long inode;
  private final Workings workings;
  private final DownloadSettings settings;

  /** Held while the file is synced; whoever wants it recorded now waits for that. */
  private final ReentrantLock recordTurn = new ReentrantLock();

  @GuardedBy("this")
  private final ReadPattern pattern;

  @GuardedBy("this")
  private final Flying flying = new Flying();

  @GuardedBy("this")
  private final Hydrations hydrations = new Hydrations();

  @GuardedBy("this")
  private final Keeping keeping;

  @GuardedBy("this")
  private final Outage outage = new Outage();

  @GuardedBy("this")
  private int waiting;

  @GuardedBy("this")
  private long quietUntil;

  @GuardedBy("this")
  private long lastRead;

  @GuardedBy("this")
  private boolean forgotten;

  FileDownload(long inode, Workings workings) {
    this.inode = inode;
    this.workings = workings;
    this.settings = workings.settings();
    this.pattern = new ReadPattern(settings);
    this.keeping = new Keeping(this, workings);
    this.lastRead = now();
    this.quietUntil = lastRead;
  }

  long inode() {
    return inode;
  }

  long now() {
    return workings.environment().ticker().getAsLong();
  }

  /** Asks for the program on whose thread this is called. */
  boolean isReaderInterrupted() {
    return workings.environment().interrupted().getAsBoolean();
  }

  DownloadSettings settings() {
    return settings;
  }

  Patience patience() {
    return workings.patience();
  }

  /**
   * Notes a read, begins what has to be fetched for it, and what should be fetched ahead.
   *
   * @return the fetches that will bring what is missing; nothing if this was forgotten and the list
   *     has another one now
   */
  synchronized Optional<List<Fetch>> cover(OpenFile file, long offset, long end)
      throws FsException {
    if (forgotten) {
      return Optional.empty();
    }
    lastRead = now();
    List<BlockRange> gaps = file.missing(offset, end);
    ReadPattern.Wish wish = pattern.note(offset, end, file.baseLimit(), !gaps.isEmpty());
    if (!gaps.isEmpty() && file.baseLimit() <= settings.wholeFile()) {
      workings.scans().waits(inode);
    }
    if (gaps.isEmpty()) {
      boolean ahead = wish.end() > end || (wish.end() > 0 && wish.start() < offset);
      if (ahead && lastRead - quietUntil >= 0) {
        beginLocked(flying.unclaimed(file, wish.start(), wish.end()), gaps, wish.segment());
      }
      beginSkippedToLocked(file);
      return Optional.of(List.of());
    }
    outage.check(lastRead);
    beginLocked(flying.unclaimed(file, wish.start(), wish.end()), gaps, wish.segment());
    beginSkippedToLocked(file);
    List<Fetch> needed = flying.bringing(gaps);
    needed.forEach(workings.pools()::promote);
    return Optional.of(needed);
  }

  /** What a program that skips equally much each time will read next. */
  @GuardedBy("this")
  private void beginSkippedToLocked(OpenFile file) throws FsException {
    if (lastRead - quietUntil < 0) {
      return;
    }
    for (ByteRange next : pattern.skippedTo()) {
      beginLocked(flying.unclaimed(file, next.start(), next.end()), List.of(), settings.segment());
    }
  }

  /** Fetches a small file that a scan will want soon; a no-op where that makes no sense now. */
  void fetchAhead() throws FsException {
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      if (forgotten || now() - quietUntil < 0) {
        return;
      }
      lastRead = now();
      OpenFile file = keeping.begin();
      if (file.baseLimit() <= settings.wholeFile()) {
        for (BlockRange run : flying.unclaimed(file, 0, file.baseLimit())) {
          submitLocked(run, Urgency.SCAN);
        }
      }
      idle = takeIdleLocked();
    }
    close(idle);
  }

  /** Begins to fetch runs; what is not among the gaps of a reader is fetched ahead. */
  @GuardedBy("this")
  private void beginLocked(List<BlockRange> runs, List<BlockRange> gaps, long segment)
      throws FsException {
    for (BlockRange run : runs) {
      for (BlockRange piece : Flying.cut(run, segment)) {
        boolean needed = gaps.stream().anyMatch(gap -> overlap(gap, piece));
        submitLocked(piece, needed ? Urgency.READER : Urgency.READ_AHEAD);
      }
    }
  }

  private static boolean overlap(BlockRange one, BlockRange other) {
    return one.first() < other.end() && other.first() < one.end();
  }

  @GuardedBy("this")
  private void submitLocked(BlockRange blocks, Urgency urgency) throws FsException {
    OpenFile file = keeping.begin();
    long start = Blocks.start(blocks.first());
    long end = Math.min(Blocks.start(blocks.end()), file.baseLimit());
    if (start >= end) {
      // Cut off meanwhile.
      return;
    }
    Fetch fetch = new Fetch(this, file, new ByteRange(start, end), urgency);
    flying.add(fetch);
    keeping.fetchBegan();
    workings.pools().submit(fetch);
  }

  /** A reader begins to wait. */
  synchronized void arrive() {
    waiting++;
  }

  synchronized void leave() {
    waiting--;
  }

  /** Gives up fetches that bring nothing. */
  void giveUp(List<Fetch> fetches, FsException reason) {
    for (Fetch fetch : fetches) {
      synchronized (this) {
        flying.remove(fetch);
        outage.failed(reason, now());
      }
      fetch.cancel(reason);
      if (workings.pools().withdraw(fetch)) {
        ended(fetch);
      }
    }
  }

  /** Whether a fetch whose turn it is now is still wanted. */
  synchronized boolean mayBegin(Fetch fetch) {
    return !fetch.urgency().isGuess() || waiting > 0 || now() - lastRead < READER_GONE;
  }

  ObjectBody open(long generation, ByteRange range) throws FsException, CloudException {
    return workings.bases().open(inode, generation, range);
  }

  /** So many bytes are about to land. */
  void requireRoom(Fetch fetch, long bytes) throws FsException {
    workings.environment().room().require(bytes, !fetch.urgency().isGuess());
    workings.environment().room().admit(bytes, fetch.urgency());
  }

  /**
   * The blocks that come now or that a program will read next; empty where the whole file is
   * wanted.
   */
  synchronized Optional<BlockSet> soonRead() {
    if (!hydrations.isEmpty()) {
      return Optional.empty();
    }
    BlockSet soon = now() - lastRead < READER_GONE ? pattern.soonRead() : new BlockSet();
    flying.addTo(soon);
    return Optional.of(soon);
  }

  /** Nothing that is here is dropped for a guess. */
  boolean makeRoom(Fetch fetch, long bytes) {
    return !fetch.urgency().isGuess() && workings.environment().room().makeRoom(bytes);
  }

  /** Bytes of a fetch are in the content file. */
  void landed(Fetch fetch, long count) {
    List<Hydration> told;
    @Nullable Live live;
    synchronized (this) {
      // What was given up is about to be dropped, or will be fetched again.
      keeping.landed(fetch.hasFailed() ? 0 : count);
      outage.over();
      told = hydrations.list();
      live = liveLocked();
    }
    workings.patience().over();
    workings.environment().arrived().accept(count);
    if (live != null && !told.isEmpty()) {
      Transfer transfer = new Transfer(inode, live.cached(), live.size());
      long now = now();
      told.forEach(hydration -> hydration.progress(transfer, now));
    }
  }

  /** A fetch brought its bytes, failed, or was given up. */
  void ended(Fetch fetch) {
    List<Runnable> news;
    @Nullable OpenFile file;
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      if (flying.remove(fetch)) {
        // What was given up before may end much later.
        fetch.failure().ifPresent(reason -> outage.failed(reason, now()));
      }
      keeping.fetchEnded();
      news = goOnLocked(fetch);
      file = keeping.file();
      idle = takeIdleLocked();
    }
    if (file != null) {
      file.wakeReaders();
    }
    news.forEach(Runnable::run);
    close(idle);
  }

  /** Decides what the end of a fetch means for those who want the whole file. */
  @GuardedBy("this")
  private List<Runnable> goOnLocked(Fetch fetch) {
    Optional<FsException> failure = fetch.failure();
    if (failure.isPresent() && fetch.urgency().isGuess()) {
      quietUntil = now() + QUIET_AFTER_FAILURE;
      workings.scans().failed(inode);
    } else if (failure.isPresent()) {
      return hydrations.end(hydration -> hydration.fail(failure.get()));
    }
    return pumpLocked();
  }

  /** Keeps as many fetches going as one file may have, while somebody wants the whole of it. */
  @GuardedBy("this")
  private List<Runnable> pumpLocked() {
    if (hydrations.isEmpty()) {
      return List.of();
    }
    try {
      OpenFile file = keeping.begin();
      if (file.isComplete()) {
        return hydrations.end(Hydration::complete);
      }
      for (BlockRange run : flying.unclaimed(file, 0, file.baseLimit())) {
        for (BlockRange piece : Flying.cut(run, settings.segment())) {
          if (flying.count() >= settings.requestsPerFile()) {
            return List.of();
          }
          submitLocked(piece, hydrations.urgency());
        }
      }
      return List.of();
    } catch (FsException e) {
      return hydrations.end(hydration -> hydration.fail(e));
    }
  }

  /** Brings the rest of the file; nothing if this was forgotten and the list has another one. */
  Optional<Hydration> hydrate(Urgency urgency, HydrationListener listener) throws FsException {
    Hydration hydration = new Hydration(this, urgency, listener);
    List<Runnable> news;
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      if (forgotten) {
        return Optional.empty();
      }
      keeping.begin();
      hydrations.add(hydration);
      news = pumpLocked();
      idle = takeIdleLocked();
    }
    news.forEach(Runnable::run);
    close(idle);
    return Optional.of(hydration);
  }

  /** Nobody wants the whole file any more for this one; what runs still comes. */
  void stop(Hydration hydration) {
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      hydrations.remove(hydration);
      idle = takeIdleLocked();
    }
    close(idle);
  }

  /**
   * Ends the use of the file as soon as may be, unless somebody waits for its bytes: it is to be
   * dropped. What was not recorded stays so.
   */
  void letGo() {
    List<Fetch> all;
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      if (waiting > 0 || !hydrations.isEmpty()) {
        return;
      }
      all = flying.clear();
      keeping.forgetUnrecorded();
      idle = takeIdleLocked();
    }
    close(idle);
    giveUp(all, new FsException(FsFailure.TRY_AGAIN, "the local copy is being dropped"));
  }

  /** Gives everything up; for the end of the mount. */
  void end() {
    FsException reason = new FsException(FsFailure.IO_ERROR, "the mount ends");
    List<Fetch> all;
    List<Runnable> news;
    synchronized (this) {
      all = flying.clear();
      news = hydrations.end(hydration -> hydration.fail(reason));
    }
    giveUp(all, reason);
    news.forEach(Runnable::run);
  }

  /** Makes durable what has come, and ends the use of the file if nothing goes on. */
  void record() {
    recordTurn.lock();
    try {
      OpenFile file = beginRecord();
      if (file != null) {
        sync(file);
        endRecord();
      }
    } finally {
      recordTurn.unlock();
    }
  }

  /** The file, to be recorded together with others; null if it has to be recorded alone. */
  @Nullable OpenFile beginTogether() {
    if (!recordTurn.tryLock()) {
      return null;
    }
    OpenFile file = beginTogetherLocked();
    if (file == null) {
      recordTurn.unlock();
    }
    return file;
  }

  private synchronized @Nullable OpenFile beginTogetherLocked() {
    OpenFile file = keeping.file();
    return file != null && file.isComplete() ? keeping.beginRecord() : null;
  }

  /** Ends what {@link #beginTogether} began. */
  void endTogether() {
    endRecord();
    recordTurn.unlock();
  }

  /** Makes the bytes of a file durable; failing that they will be fetched again. */
  void sync(OpenFile file) {
    try {
      file.syncContent();
    } catch (FsException e) {
      if (e.failure() != FsFailure.NOT_FOUND) {
        log.warn("Fetched bytes of inode {} were not recorded: {}", inode, e.getMessage());
      }
    }
  }

  private void endRecord() {
    OpenFiles.Use idle;
    synchronized (this) {
      keeping.endRecord();
      idle = takeIdleLocked();
    }
    close(idle);
  }

  private synchronized @Nullable OpenFile beginRecord() {
    return keeping.beginRecord();
  }

  /** The use, if nothing needs it any more, to be closed outside the lock. */
  @GuardedBy("this")
  private OpenFiles.@Nullable Use takeIdleLocked() {
    return hydrations.isEmpty() ? keeping.takeIdle() : null;
  }

  @GuardedBy("this")
  private @Nullable Live liveLocked() {
    OpenFile file = keeping.file();
    return file == null ? null : file.live();
  }

  private void close(OpenFiles.@Nullable Use idle) {
    if (idle != null) {
      try {
        idle.close();
      } catch (FsException e) {
        log.error("The local copy of inode {} did not close cleanly", inode, e);
      }
    }
  }

  /** True once nothing has happened for a while; from then on this must not be used. */
  synchronized boolean forget() {
    forgotten |= keeping.file() == null && waiting == 0 && now() - lastRead > FORGET_AFTER;
    return forgotten;
  }

  /** What comes down now; empty when nothing does. */
  synchronized Optional<Transfer> transfer() {
    Live live = liveLocked();
    if (live == null || (flying.count() == 0 && hydrations.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(new Transfer(inode, live.cached(), live.size()));
  }
}
