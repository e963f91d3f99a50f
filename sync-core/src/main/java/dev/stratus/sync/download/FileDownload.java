package dev.stratus.sync.download;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.network.Patience;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is going on for one file: its fetches, of which no two bring the same block, and who waits
 * for the whole. While fetches run, or fetched bytes are not recorded, it uses the file.
 */
final class FileDownload {

  private static final Logger log = LoggerFactory.getLogger(FileDownload.class);

  private final long inode;
  private final Workings workings;
  private final DownloadSettings settings;

  private final RecordTurn recording = new RecordTurn(this);

  @GuardedBy("this")
  private final FileReaders readers;

  @GuardedBy("this")
  private final Flying flying = new Flying();

  @GuardedBy("this")
  private final Hydrations hydrations = new Hydrations();

  @GuardedBy("this")
  private final Keeping keeping;

  @GuardedBy("this")
  private final Starts starts;

  @GuardedBy("this")
  private final Precedence precedence;

  @GuardedBy("this")
  private final Throughput throughput = new Throughput();

  @GuardedBy("this")
  private final Outage outage = new Outage();

  @GuardedBy("this")
  private boolean forgotten;

  FileDownload(long inode, Workings workings) {
    this.inode = inode;
    this.workings = workings;
    this.settings = workings.settings();
    this.readers = new FileReaders(settings, throughput, now());
    this.keeping = new Keeping(this, workings);
    this.starts = new Starts(this, workings, flying, keeping);
    this.precedence = new Precedence(settings, flying, readers, hydrations);
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
   * @return the fetches that will bring what is missing, of each of which the reader must take its
   *     leave; nothing if this was forgotten and the list has another one now
   */
  synchronized Optional<List<Fetch>> cover(OpenFile file, long offset, long end)
      throws FsException {
    if (forgotten) {
      return Optional.empty();
    }
    long now = now();
    List<BlockRange> gaps = file.missing(offset, end);
    ReadPattern.Wish wish = readers.note(offset, end, file.baseLimit(), !gaps.isEmpty(), now);
    if (gaps.isEmpty()) {
      boolean ahead = wish.end() > end || (wish.end() > 0 && wish.start() < offset);
      if (ahead && readers.mayGuess(now)) {
        starts.wished(file, wish, gaps);
      }
      beginSkippedToLocked(file, now);
      return Optional.of(List.of());
    }
    if (file.baseLimit() <= settings.wholeFile()) {
      workings.scans().waits(inode);
    }
    outage.check(now);
    starts.wished(file, wish, gaps);
    beginSkippedToLocked(file, now);
    List<Fetch> needed = flying.bringing(gaps);
    needed.forEach(workings.pools()::promote);
    needed.forEach(Fetch::arrive);
    return Optional.of(needed);
  }

  @GuardedBy("this")
  private void beginSkippedToLocked(OpenFile file, long now) throws FsException {
    if (readers.mayGuess(now)) {
      starts.skippedTo(file, readers.skippedTo());
    }
  }

  /** Fetches a small file that a scan will want soon; a no-op where that makes no sense now. */
  void fetchAhead() throws FsException {
    OpenFiles.@Nullable Use idle;
    synchronized (this) {
      long now = now();
      if (forgotten || !readers.mayGuess(now)) {
        return;
      }
      readers.seen(now);
      OpenFile file = keeping.begin();
      if (file.baseLimit() <= settings.wholeFile()) {
        starts.scanned(file);
      }
      idle = takeIdleLocked();
    }
    close(idle);
  }

  /** A reader begins to wait. */
  synchronized void arrive() {
    readers.arrive();
  }

  /** It has the bytes before that end, or gave up. */
  synchronized void leave(long end) {
    readers.leave(end, now());
  }

  /** A reader has waited for these since then, and still does. */
  void waited(List<Fetch> fetches, long since) {
    long now = now();
    if (fetches.stream().anyMatch(fetch -> fetch.isSlow(since, now))) {
      workings.line().foundSlow(now);
    }
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
    return !fetch.urgency().isGuess() || readers.areHere(now());
  }

  /**
   * Waits, between the pieces of a fetch, while the line is slow and readers need it more.
   *
   * @return false if it is to end before all has come
   */
  boolean awaitTurn(Fetch fetch) {
    SlowLine line = workings.line();
    if (line.isSlow(now())) {
      boolean pauses;
      synchronized (this) {
        if (precedence.endIfForsaken(fetch, now())) {
          return false;
        }
        pauses = precedence.hasTime(fetch, now());
      }
      if (pauses) {
        line.leaveToReaders(fetch);
      }
    }
    return !fetch.hasFailed();
  }

  ObjectBody open(long generation, ByteRange range) throws FsException, CloudException {
    long asked = now();
    synchronized (this) {
      throughput.begin(asked);
    }
    ObjectBody body = workings.bases().open(inode, generation, range);
    synchronized (this) {
      throughput.answered(now() - asked);
    }
    return body;
  }

  /** Lets bytes of a fetch land once there is room for them. */
  void land(Fetch fetch, long bytes, RoomMaker.Landing landing) throws FsException {
    workings.environment().room().require(bytes, !fetch.urgency().isGuess());
    workings.environment().room().admit(bytes, fetch.urgency(), landing);
  }

  /**
   * The blocks that come now or that a program will read next; empty where the whole file is
   * wanted.
   */
  synchronized Optional<BlockSet> soonRead() {
    if (!hydrations.isEmpty()) {
      return Optional.empty();
    }
    BlockSet soon = readers.soonRead(now());
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
      throughput.arrived(count, now());
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
      if (flying.count() == 0) {
        throughput.rest(now());
      }
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
      readers.guessFailed(now());
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
      starts.whole(file, hydrations.urgency());
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
      if (readers.areWaiting() || !hydrations.isEmpty()) {
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

  /** What makes durable what has come. */
  RecordTurn recording() {
    return recording;
  }

  /** The file, to be synced now; null if nothing has come. */
  synchronized @Nullable OpenFile beginRecord() {
    return keeping.beginRecord();
  }

  /** The same, but null also while some of the file is not here. */
  synchronized @Nullable OpenFile beginRecordIfWhole() {
    OpenFile file = keeping.file();
    return file != null && file.isComplete() ? keeping.beginRecord() : null;
  }

  /** What was to be synced is; ends the use of the file if nothing goes on. */
  void endRecord() {
    OpenFiles.Use idle;
    synchronized (this) {
      keeping.endRecord();
      idle = takeIdleLocked();
    }
    close(idle);
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
    forgotten |= keeping.file() == null && readers.areGone(now());
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
