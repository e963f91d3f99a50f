package dev.stratus.sync.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular file that somebody uses: a program, the uploader or the downloader. One per inode.
 *
 * <p>The first write after a rest commits that writing has begun, with the next content generation;
 * after that the content file alone knows size and mtime until {@link #settle} commits them. A
 * recovery that finds writing begun believes the content file.
 */
public final class OpenFile {

  private static final Logger log = LoggerFactory.getLogger(OpenFile.class);

  /** 8 EiB less a block would overflow the arithmetic; ext4 ends at 16 TiB. */
  static final long MAX_SIZE = 1L << 44;

  /** On a full disk: not every write of a large file shall wait until something was evicted. */
  private static final long ROOM_AT_ONCE = 16L << 20;

  private final long inode;
  private final Environment environment;
  private final Index index;
  private final FileRow row;
  private final BlockSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final LocalCopy copy;

  @GuardedBy("lock")
  private Presence presence;

  @GuardedBy("lock")
  private long size;

  @GuardedBy("lock")
  private long mtime;

  @GuardedBy("lock")
  private long generation;

  @GuardedBy("lock")
  private boolean writing;

  @GuardedBy("lock")
  private long syncedGeneration;

  /** What programs are reading at this moment. */
  @GuardedBy("lock")
  private final List<BlockRange> reading = new ArrayList<>();

  @GuardedBy("lock")
  private final ReadMarks marks = new ReadMarks();

  /** Blocks whose sync is under way, to be recorded after it. */
  @GuardedBy("lock")
  private final List<BlockSet> syncing = new ArrayList<>();

  /** Bytes that are counted for this file in the sum over all files in use. */
  @GuardedBy("lock")
  private long counted;

  private final AtomicLong ahead;
  private final AtomicLong losses = new AtomicLong();
  private volatile Live live;
  private volatile boolean complete;

  OpenFile(Inode known, Environment environment, BlockSource source, AtomicLong ahead)
      throws FsException {
    this.inode = known.id();
    this.environment = environment;
    this.index = environment.index();
    this.row = new FileRow(known, environment);
    this.source = source;
    this.ahead = ahead;
    this.presence =
        Presence.of(
            known,
            known.baseLimit() == 0 || (known.cached() == 0 && !known.isWriting())
                ? Optional.empty()
                : index.read(tables -> tables.attributes().presence(known.id())));
    this.generation = known.contentGeneration();
    this.writing = known.isWriting();
    this.size = known.size();
    this.mtime = known.mtime();
    this.syncedGeneration = known.syncedGeneration();
    this.copy = new LocalCopy(inode, environment.store(), syncedGeneration > 0);
    if (writing) {
      ContentFile content = copy.openIfThere();
      size = content == null ? 0 : content.size();
      mtime = content == null ? mtime : content.mtimeNanos();
    }
    this.live = new Live(size, mtime, size - presence.missingBytes(), writing);
    this.complete = presence.isComplete();
    countLocked(live.cached() - row.cached());
  }

  public long inode() {
    return inode;
  }

  /** Size, mtime and bytes here at this moment. Takes no lock. */
  public Live live() {
    return live;
  }

  /** Whether every byte is here. Takes no lock. */
  public boolean isComplete() {
    return complete;
  }

  /** Reads until the target is full or the file ends; returns how many bytes. */
  public int read(ByteBuffer target, long offset) throws FsException {
    int wanted = target.remaining();
    while (true) {
      long count = Math.min(wanted, live.size() - offset);
      if (count <= 0) {
        return 0;
      }
      BlockRange blocks = beginRead(offset, offset + count);
      try {
        if (!complete) {
          source.require(this, offset, count);
        }
        ContentFile content = readable(offset, offset + count);
        if (content != null) {
          target.limit(target.position() + (int) count);
          return content.read(target, offset);
        }
      } finally {
        endRead(blocks);
      }
    }
  }

  /** From now on these bytes are not given up. */
  private BlockRange beginRead(long offset, long end) {
    BlockRange blocks = new BlockRange(Blocks.of(offset), Blocks.ceil(end));
    lock.lock();
    try {
      reading.add(blocks);
      marks.read(offset, end);
      return blocks;
    } finally {
      lock.unlock();
    }
  }

  private void endRead(BlockRange blocks) {
    lock.lock();
    try {
      reading.remove(blocks);
    } finally {
      lock.unlock();
    }
  }

  /** The content file if these bytes are here now; they then stay while they are being read. */
  private @Nullable ContentFile readable(long offset, long end) throws FsException {
    lock.lock();
    try {
      return presence.missing(offset, Math.min(end, size)).isEmpty() ? fileLocked() : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives blocks up that every reader can get from the cloud again, except those that are being
   * read. The index forgets them first, durably; then the disk does.
   *
   * @param wanted about how many bytes
   * @param kept blocks that somebody is about to read
   * @param approval decides in the change that forgets them
   * @return how many bytes of the disk are free again
   * @throws FsException {@link FsFailure#NOT_SUPPORTED} if the disk has no holes
   */
  public long giveUp(long wanted, BlockSet kept, Approval approval) throws FsException {
    List<BlockRange> gone;
    lock.lock();
    try {
      gone = forgetLocked(wanted, kept, approval);
    } finally {
      lock.unlock();
    }
    if (gone.isEmpty()) {
      return 0;
    }
    index.sync();
    return punch(gone);
  }

  @GuardedBy("lock")
  private List<BlockRange> forgetLocked(long wanted, BlockSet kept, Approval approval)
      throws FsException {
    BlockSet candidates = presence.presentOf(size);
    kept.runsBelow(Long.MAX_VALUE).forEach(run -> candidates.remove(run.first(), run.end()));
    reading.forEach(run -> candidates.remove(run.first(), run.end()));
    List<BlockRange> gone =
        writing ? List.of() : marks.choose(candidates, Blocks.ceil(Math.min(wanted, size)));
    if (gone.isEmpty()) {
      return gone;
    }
    Presence left = presence.without(gone, generation, size);
    // Before the change: who records the file as whole looks at it inside a later one.
    losses.incrementAndGet();
    if (!row.givesUp(generation, left, approval)) {
      return List.of();
    }
    presence = left;
    syncing.forEach(set -> gone.forEach(run -> set.remove(run.first(), run.end())));
    publishLocked();
    return gone;
  }

  /** Makes holes of blocks, as far as they did not come back meanwhile. */
  private long punch(List<BlockRange> blocks) throws FsException {
    long bytes = 0;
    for (BlockRange range : blocks) {
      lock.lock();
      try {
        // While writing has begun, the time of the content file must not change.
        List<BlockRange> missing =
            writing
                ? List.of()
                : presence.missing(
                    Blocks.start(range.first()), Math.min(size, Blocks.start(range.end())));
        for (BlockRange hole : missing) {
          bytes += punchLocked(hole.first(), Math.min(hole.end(), range.end()));
        }
      } finally {
        lock.unlock();
      }
    }
    return bytes;
  }

  @GuardedBy("lock")
  private long punchLocked(long first, long end) throws FsException {
    long from = Blocks.start(first);
    long to = Math.min(Blocks.start(end), size);
    environment.store().punch(inode, from, to - from);
    return to - from;
  }

  /** Makes holes of all blocks that are not here: a kill may have come before that. */
  public void punchMissing() throws FsException {
    List<BlockRange> missing;
    lock.lock();
    try {
      boolean there = copy.openIfThere() != null;
      missing = there ? presence.missing(0, presence.baseLimit()) : List.of();
    } finally {
      lock.unlock();
    }
    long bytes = punch(missing);
    log.debug("inode {}: {} bytes are holes again", inode, bytes);
  }

  /** How often blocks were given up, while the file was in use. Takes no lock. */
  long losses() {
    return losses.get();
  }

  /** Writes all of the source; returns the offset after it. */
  public long write(ByteBuffer bytes, long offset, boolean append) throws FsException {
    int begin = bytes.position();
    try {
      return attemptWrite(bytes, offset, append);
    } catch (FsException e) {
      long wanted = Math.max(bytes.limit() - begin, ROOM_AT_ONCE);
      if (e.failure() != FsFailure.NO_SPACE || !source.makeRoom(wanted)) {
        throw e;
      }
    }
    bytes.position(begin);
    return attemptWrite(bytes, offset, append);
  }

  private long attemptWrite(ByteBuffer bytes, long offset, boolean append) throws FsException {
    while (true) {
      BlockRange edge;
      lock.lock();
      try {
        long start = append ? size : offset;
        long end = start + bytes.remaining();
        if (end > MAX_SIZE || start < 0) {
          throw new FsException(FsFailure.FILE_TOO_LARGE, "a file ends at 16 TiB");
        }
        edge = missingEdgeLocked(start, end);
        if (edge == null) {
          writeLocked(bytes, start, end);
          return end;
        }
      } finally {
        lock.unlock();
      }
      source.require(this, Blocks.start(edge.first()), 1);
    }
  }

  /** A block that is not here, and of whose base bytes a write would leave some. */
  @GuardedBy("lock")
  private @Nullable BlockRange missingEdgeLocked(long start, long end) {
    long first = Blocks.of(start);
    long last = Blocks.of(Math.max(start, end - 1));
    if (presence.isMissing(first) && start > Blocks.start(first)) {
      return new BlockRange(first, first + 1);
    }
    long baseEnd = Math.min(Blocks.start(last + 1), presence.baseLimit());
    return presence.isMissing(last) && end < baseEnd ? new BlockRange(last, last + 1) : null;
  }

  @GuardedBy("lock")
  private void writeLocked(ByteBuffer bytes, long start, long end) throws FsException {
    beginLocked();
    ContentFile content = fileLocked();
    try {
      content.write(bytes, start);
    } catch (FsException e) {
      // What a full disk took of a refused write must not count as the file's end.
      content.resize(size);
      throw e;
    }
    size = Math.max(size, end);
    mtime = environment.nanos().getAsLong();
    Presence here = presence;
    if (here.written(start, end)) {
      row.present(here);
    }
    publishLocked();
  }

  /** Commits that writing has begun, before the first byte changes. */
  @GuardedBy("lock")
  private void beginLocked() throws FsException {
    if (writing) {
      return;
    }
    fileLocked();
    Inode before = row.writingBegins(environment.nanos().getAsLong());
    generation = before.contentGeneration() + 1;
    writing = true;
  }

  /** Sets the size; what is cut is gone, what grows reads as zeros. */
  public void truncate(long newSize) throws FsException {
    if (newSize > MAX_SIZE || newSize < 0) {
      throw new FsException(FsFailure.FILE_TOO_LARGE, "a file ends at 16 TiB");
    }
    lock.lock();
    try {
      long now = environment.nanos().getAsLong();
      if (newSize > 0) {
        fileLocked();
      }
      Presence cut = presence.limitedTo(newSize);
      if (newSize > cut.missingBytes()) {
        // Zeros are bytes that are here: before the index says so there is a file for them.
        fileLocked();
      }
      // The index first: while no writing is begun it says how long the content file must be.
      Inode before = row.truncated(newSize, now, cut);
      presence = cut;
      generation = before.contentGeneration() + 1;
      writing = false;
      size = newSize;
      mtime = now;
      ContentFile content = copy.openIfThere();
      if (content != null) {
        content.resize(newSize);
      }
      publishLocked();
    } finally {
      lock.unlock();
    }
  }

  /** Commits size, mtime and what is here; afterwards the row alone tells all of the file. */
  public void settle() throws FsException {
    lock.lock();
    try {
      settleLocked();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void settleLocked() throws FsException {
    if (!writing) {
      return;
    }
    row.settled(live, presence);
    writing = false;
    publishLocked();
  }

  /** Gives the file another mtime, as utimensat does. */
  public void mtimeSet(long nanos) {
    lock.lock();
    try {
      mtime = nanos;
      publishLocked();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when everything that was written before the call survives a power cut. */
  public void sync() throws FsException {
    syncContent();
    index.sync();
  }

  /** The same for the bytes; the index has recorded it, and is to be synced by the caller. */
  public void syncContent() throws FsException {
    long covered;
    ContentFile content;
    BlockSet here;
    boolean newFile;
    lock.lock();
    try {
      settleLocked();
      covered = generation;
      here = presence.copyOfPresent();
      // Bytes of a former use may be in a content file that this one did not need to open.
      content = syncedGeneration < covered ? copy.openIfThere() : copy.ifOpen();
      newFile = !copy.isNameSynced();
      syncing.add(here);
    } finally {
      lock.unlock();
    }
    try {
      if (content != null) {
        content.sync();
        if (newFile) {
          environment.store().syncDirectoryOf(inode);
        }
      }
      recordSynced(covered, here);
    } finally {
      endSync(here);
    }
  }

  private void endSync(BlockSet synced) {
    lock.lock();
    try {
      syncing.removeIf(set -> set == synced);
    } finally {
      lock.unlock();
    }
  }

  private void recordSynced(long covered, BlockSet synced) throws FsException {
    lock.lock();
    try {
      copy.nameWasSynced();
      Presence here = presence;
      here.record(synced);
      if (here.baseLimit() > 0 && here.isRecordedComplete()) {
        here.complete();
      }
      row.synced(covered, here);
      syncedGeneration = Math.max(syncedGeneration, covered);
      publishLocked();
    } finally {
      lock.unlock();
    }
  }

  /** A file that was whole here at one moment: its generation, and {@link OpenFile#losses}. */
  record Whole(long generation, long losses) {}

  /** What a file is that is whole here, and that nobody has changed since it was good. */
  Optional<Whole> whole() {
    lock.lock();
    try {
      boolean clean = !writing && syncedGeneration == generation;
      return clean && presence.isComplete()
          ? Optional.of(new Whole(generation, losses()))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The index knows that every block of a generation is here: its base is not needed any more. */
  void recordedWhole(Whole whole) {
    lock.lock();
    try {
      if (generation == whole.generation() && losses() == whole.losses() && !writing) {
        copy.nameWasSynced();
        presence.complete();
        row.wasRecordedWhole(size);
        publishLocked();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The runs of blocks of {@code offset} to {@code end} that are not here. */
  public List<BlockRange> missing(long offset, long end) {
    lock.lock();
    try {
      return presence.missing(offset, end);
    } finally {
      lock.unlock();
    }
  }

  /** The content generation whose object holds the bytes that are not here. */
  public long baseGeneration() {
    lock.lock();
    try {
      return presence.baseGeneration();
    } finally {
      lock.unlock();
    }
  }

  /** Where the base's bytes end: nothing at or after this offset needs to be fetched. */
  public long baseLimit() {
    lock.lock();
    try {
      return presence.baseLimit();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts fetched bytes where they are still missing; what was written, cut or fetched meanwhile
   * stays.
   *
   * @param baseGeneration the generation that they are of
   * @param bytes from the start of a block, in whole blocks or up to the end of the base
   */
  public void land(long baseGeneration, long offset, ByteBuffer bytes) throws FsException {
    lock.lock();
    try {
      if (baseGeneration != presence.baseGeneration()) {
        return;
      }
      long end = Math.min(offset + bytes.remaining(), presence.baseLimit());
      for (BlockRange gap : presence.missing(offset, end)) {
        long from = Blocks.start(gap.first());
        long to = Math.min(Blocks.start(gap.end()), end);
        landLocked(bytes.slice((int) (from - offset), (int) (to - from)), from);
        presence.fetched(gap.first(), gap.end());
      }
      publishLocked();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void landLocked(ByteBuffer bytes, long offset) throws FsException {
    boolean all = offset == 0 && bytes.remaining() == size && !writing;
    ContentFile content = all ? copy.openToFill(size) : fileLocked();
    try {
      content.write(bytes, offset);
    } catch (FsException e) {
      // What a full disk took must not count as the file's end.
      content.resize(size);
      throw e;
    }
  }

  /**
   * Waits until these bytes are here, or the time is over, or {@link #wakeReaders} was called.
   *
   * @return whether they are here
   */
  @SuppressWarnings("WaitNotInLoop") // the caller's loop also looks at its deadline and the fetch
  public boolean awaitPresent(long offset, long end, long nanos) throws InterruptedException {
    lock.lock();
    try {
      if (presence.missing(offset, end).isEmpty()) {
        return true;
      }
      long left = arrived.awaitNanos(nanos);
      log.trace("inode {}: waited, {} ns left", inode, left);
      return presence.missing(offset, end).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody who waits for bytes look again: a fetch failed or was given up. */
  public void wakeReaders() {
    lock.lock();
    try {
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Settles the file and gives its bytes for an upload.
   *
   * @throws FsException {@link FsFailure#TRY_AGAIN} while bytes are missing
   */
  public Frozen freeze() throws FsException {
    lock.lock();
    try {
      settleLocked();
      if (!presence.isComplete()) {
        throw new FsException(FsFailure.TRY_AGAIN, "inode " + inode + " is only partly here");
      }
      Inode row = index.require(new InodeId(inode));
      return new Frozen(row, size, fileLocked(), false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The same as a copy, so that writing may go on; programs that write wait for the copy to be
   * made.
   */
  public Frozen snapshot() throws FsException {
    lock.lock();
    try {
      Frozen frozen = freeze();
      return new Frozen(frozen.row(), frozen.size(), environment.store().copy(inode), true);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the bytes are still those of a generation. */
  public boolean isStill(long contentGeneration) {
    lock.lock();
    try {
      return generation == contentGeneration;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is known and closes the content file. */
  void close() throws FsException {
    lock.lock();
    try {
      countLocked(0);
      settleLocked();
      countLocked(0);
      copy.close();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private ContentFile fileLocked() throws FsException {
    return copy.open(writing ? null : size, size - presence.missingBytes());
  }

  @GuardedBy("lock")
  private void publishLocked() {
    complete = presence.isComplete();
    live = new Live(size, mtime, size - presence.missingBytes(), writing);
    countLocked(live.cached() - row.cached());
  }

  /** Bytes here that the index does not count yet. */
  @GuardedBy("lock")
  private void countLocked(long bytes) {
    ahead.addAndGet(bytes - counted);
    counted = bytes;
  }
}
