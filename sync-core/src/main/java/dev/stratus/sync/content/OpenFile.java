package dev.stratus.sync.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.CachedBytes;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
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

  /** On a full disk: not every write of a large file shall wait until something was evicted. */
  private static final long ROOM_AT_ONCE = 16L << 20;

  private final long inode;
  private final Environment environment;
  private final Index index;
  private final BlockSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Published published;
  private final GivingUp givingUp;
  private final ContentSync contentSync;

  @GuardedBy("lock")
  private final FileBody body;

  @GuardedBy("lock")
  private final Reads reads = new Reads();

  OpenFile(Inode known, Environment environment, BlockSource source, AtomicLong ahead)
      throws FsException {
    this.inode = known.id();
    this.environment = environment;
    this.index = environment.index();
    this.source = source;
    this.body = new FileBody(known, environment, ahead);
    this.published = body.published();
    this.givingUp = new GivingUp(body, reads, lock, environment);
    this.contentSync = new ContentSync(body, lock, environment.store());
  }

  public long inode() {
    return inode;
  }

  /** Size, mtime and bytes here at this moment. Takes no lock. */
  public Live live() {
    return published.live();
  }

  /** Whether every byte is here. Takes no lock. */
  public boolean isComplete() {
    return published.isComplete();
  }

  /** Reads until the target is full or the file ends; returns how many bytes. */
  public int read(ByteBuffer target, long offset) throws FsException {
    int wanted = target.remaining();
    while (true) {
      long count = Math.min(wanted, published.live().size() - offset);
      if (count <= 0) {
        return 0;
      }
      BlockRange blocks = beginRead(offset, offset + count);
      try {
        if (!published.isComplete()) {
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
    lock.lock();
    try {
      return reads.begin(offset, end);
    } finally {
      lock.unlock();
    }
  }

  private void endRead(BlockRange blocks) {
    lock.lock();
    try {
      reads.end(blocks);
    } finally {
      lock.unlock();
    }
  }

  /** The content file if these bytes are here now; they then stay while they are being read. */
  private @Nullable ContentFile readable(long offset, long end) throws FsException {
    lock.lock();
    try {
      return body.missing(offset, Math.min(end, body.size())).isEmpty() ? body.file() : null;
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
    return givingUp.giveUp(wanted, kept, approval);
  }

  /** Makes holes of all blocks that are not here: a kill may have come before that. */
  public void punchMissing() throws FsException {
    givingUp.punchMissing();
  }

  /** Gives up what was fetched and never recorded: nobody would count it once this is closed. */
  void dropUnrecorded() {
    givingUp.dropUnrecorded();
  }

  /** How often blocks were given up, while the file was in use. Takes no lock. */
  long losses() {
    return givingUp.losses();
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
        long start = append ? body.size() : offset;
        long end = start + bytes.remaining();
        if (end > FileBody.MAX_SIZE || start < 0) {
          throw new FsException(FsFailure.FILE_TOO_LARGE, "a file ends at 16 TiB");
        }
        edge = body.missingEdge(start, end);
        if (edge == null) {
          body.write(bytes, start, end);
          return end;
        }
      } finally {
        lock.unlock();
      }
      source.require(this, Blocks.start(edge.first()), 1);
    }
  }

  /** Sets the size; what is cut is gone, what grows reads as zeros. */
  public void truncate(long newSize) throws FsException {
    if (newSize > FileBody.MAX_SIZE || newSize < 0) {
      throw new FsException(FsFailure.FILE_TOO_LARGE, "a file ends at 16 TiB");
    }
    lock.lock();
    try {
      body.truncate(newSize);
    } finally {
      lock.unlock();
    }
  }

  /** Commits size, mtime and what is here; afterwards the row alone tells all of the file. */
  public void settle() throws FsException {
    lock.lock();
    try {
      body.settle();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the file another mtime, as utimensat does. */
  public void mtimeSet(long nanos) {
    lock.lock();
    try {
      body.setMtime(nanos);
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
    contentSync.run();
  }

  /** What a file is that is whole here, and that nobody has changed since it was good. */
  Optional<Whole> whole() {
    lock.lock();
    try {
      return body.isGood() && body.isComplete()
          ? Optional.of(new Whole(body.generation(), losses()))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The index knows that every block of a generation is here: its base is not needed any more. */
  void recordedWhole(Whole whole) {
    lock.lock();
    try {
      if (whole.equals(new Whole(body.generation(), losses())) && !body.isWriting()) {
        body.wasRecordedWhole();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The runs of blocks of {@code offset} to {@code end} that are not here. */
  public List<BlockRange> missing(long offset, long end) {
    lock.lock();
    try {
      return body.missing(offset, end);
    } finally {
      lock.unlock();
    }
  }

  /** The content generation whose object holds the bytes that are not here. */
  public long baseGeneration() {
    lock.lock();
    try {
      return body.baseGeneration();
    } finally {
      lock.unlock();
    }
  }

  /** Where the base's bytes end: nothing at or after this offset needs to be fetched. */
  public long baseLimit() {
    lock.lock();
    try {
      return body.baseLimit();
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
      if (baseGeneration == body.baseGeneration()) {
        body.land(offset, bytes);
        arrived.signalAll();
      }
    } finally {
      lock.unlock();
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
      if (body.missing(offset, end).isEmpty()) {
        return true;
      }
      long left = arrived.awaitNanos(nanos);
      log.trace("inode {}: waited, {} ns left", inode, left);
      return body.missing(offset, end).isEmpty();
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
      return body.freeze();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The same as a copy, so that writing may go on; programs that write wait for the copy to be
   * made. Where there is no room for one it is the file itself.
   */
  public Frozen snapshot() throws FsException {
    long size = published.live().size();
    Room room = source.takeRoom(CachedBytes.roomOf(size)).orElse(null);
    if (room == null) {
      log.debug("inode {}: there is no room for a copy", inode);
      return freeze();
    }
    boolean copied = false;
    lock.lock();
    try {
      Frozen frozen = body.freeze();
      if (frozen.size() > size) {
        return frozen;
      }
      Frozen copy = frozen.copied(environment.store().copy(inode), room);
      copied = true;
      return copy;
    } finally {
      lock.unlock();
      if (!copied) {
        room.close();
      }
    }
  }

  /** Whether the bytes are still those of a generation. */
  public boolean isStill(long contentGeneration) {
    lock.lock();
    try {
      return body.generation() == contentGeneration;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is known and closes the content file. */
  void close() throws FsException {
    lock.lock();
    try {
      body.close();
    } finally {
      lock.unlock();
    }
  }
}
