package dev.stratus.sync.content;

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
import org.jspecify.annotations.Nullable;

/**
 * An open file itself: its size and time, which of its bytes are here, and what the index has been
 * told of that. Not thread safe: belongs to the open file's lock.
 */
final class FileBody {

  /** 8 EiB less a block would overflow the arithmetic; ext4 ends at 16 TiB. */
  static final long MAX_SIZE = 1L << 44;

  private final long inode;
  private final Environment environment;
  private final FileRow row;
  private final LocalCopy copy;
  private final Published published;
  private Presence presence;
  private long size;
  private long mtime;
  private long generation;
  private boolean writing;

  /** The last generation that survives the death of the machine. */
  private long syncedGeneration;

  /** Blocks whose sync is under way, to be recorded after it. */
  private final List<BlockSet> syncing = new ArrayList<>();

  FileBody(Inode known, Environment environment, AtomicLong ahead) throws FsException {
    this.inode = known.id();
    this.environment = environment;
    this.row = new FileRow(known, environment);
    this.presence = Presence.of(known, recordedBlocks(known, environment.index()));
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
    this.published = new Published(ahead, now(), presence.isComplete(), row.cached());
  }

  private static Optional<byte[]> recordedBlocks(Inode known, Index index) throws FsException {
    boolean none = known.baseLimit() == 0 || (known.cached() == 0 && !known.isWriting());
    return none ? Optional.empty() : index.read(tables -> tables.attributes().presence(known.id()));
  }

  long inode() {
    return inode;
  }

  /** What may be known without the lock. */
  Published published() {
    return published;
  }

  private Live now() {
    return new Live(size, mtime, size - presence.missingBytes(), writing);
  }

  private void publish() {
    published.say(now(), presence.isComplete(), row.cached());
  }

  long size() {
    return size;
  }

  long generation() {
    return generation;
  }

  /** Whether size and time are newer than the row. */
  boolean isWriting() {
    return writing;
  }

  boolean isComplete() {
    return presence.isComplete();
  }

  List<BlockRange> missing(long offset, long end) {
    return presence.missing(offset, end);
  }

  long baseGeneration() {
    return presence.baseGeneration();
  }

  long baseLimit() {
    return presence.baseLimit();
  }

  /** The blocks that are here, for others to choose from. */
  BlockSet presentBlocks() {
    return presence.presentOf(size);
  }

  /** The content file if there is one; null else. */
  @Nullable ContentFile fileIfThere() throws FsException {
    return copy.openIfThere();
  }

  /** Whether the name of the content file survives the death of the machine. */
  boolean isNameSynced() {
    return copy.isNameSynced();
  }

  /** The content file, which is made if there is none. */
  ContentFile file() throws FsException {
    return copy.open(writing ? null : size, size - presence.missingBytes());
  }

  /** A block that is not here, and of whose base bytes a write would leave some. */
  @Nullable BlockRange missingEdge(long start, long end) {
    long first = Blocks.of(start);
    long last = Blocks.of(Math.max(start, end - 1));
    if (presence.isMissing(first) && start > Blocks.start(first)) {
      return new BlockRange(first, first + 1);
    }
    long baseEnd = Math.min(Blocks.start(last + 1), presence.baseLimit());
    return presence.isMissing(last) && end < baseEnd ? new BlockRange(last, last + 1) : null;
  }

  void write(ByteBuffer bytes, long start, long end) throws FsException {
    beginWriting();
    put(file(), bytes, start);
    size = Math.max(size, end);
    mtime = environment.nanos().getAsLong();
    Presence here = presence;
    if (here.written(start, end)) {
      row.present(here);
    }
    publish();
  }

  /** Commits that writing has begun, before the first byte changes. */
  private void beginWriting() throws FsException {
    if (writing) {
      return;
    }
    file();
    Inode before = row.writingBegins(environment.nanos().getAsLong());
    generation = before.contentGeneration() + 1;
    writing = true;
  }

  private void put(ContentFile content, ByteBuffer bytes, long offset) throws FsException {
    try {
      content.write(bytes, offset);
    } catch (FsException e) {
      // What a full disk took of it must not count as the file's end.
      content.resize(size);
      throw e;
    }
  }

  void truncate(long newSize) throws FsException {
    long now = environment.nanos().getAsLong();
    if (newSize > 0) {
      file();
    }
    Presence cut = presence.limitedTo(newSize);
    if (newSize > cut.missingBytes()) {
      // Zeros are bytes that are here: before the index says so there is a file for them.
      file();
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
    publish();
  }

  /** Puts bytes of the base where they are still missing. */
  void land(long offset, ByteBuffer bytes) throws FsException {
    long end = Math.min(offset + bytes.remaining(), presence.baseLimit());
    for (BlockRange gap : presence.missing(offset, end)) {
      long from = Blocks.start(gap.first());
      long to = Math.min(Blocks.start(gap.end()), end);
      landGap(bytes.slice((int) (from - offset), (int) (to - from)), from);
      presence.fetched(gap.first(), gap.end());
    }
    publish();
  }

  private void landGap(ByteBuffer bytes, long offset) throws FsException {
    boolean all = offset == 0 && bytes.remaining() == size && !writing;
    put(all ? copy.openToFill(size) : file(), bytes, offset);
  }

  /** Commits size, mtime and what is here; afterwards the row alone tells all of the file. */
  void settle() throws FsException {
    if (writing) {
      row.settled(published.live(), presence);
      writing = false;
      publish();
    }
  }

  void setMtime(long nanos) {
    mtime = nanos;
    publish();
  }

  /** The content file if it has bytes that may not be on the disk; null else. */
  @Nullable ContentFile toBeSynced() throws FsException {
    // Bytes of a former use may be in a content file that this one did not need to open.
    return syncedGeneration < generation ? copy.openIfThere() : copy.ifOpen();
  }

  /** The blocks that a sync that begins now will cover. */
  BlockSet beginSync() {
    BlockSet here = presence.copyOfPresent();
    syncing.add(here);
    return here;
  }

  void endSync(BlockSet synced) {
    syncing.removeIf(set -> set == synced);
  }

  /** The bytes of a generation, and these blocks, survive the death of the machine. */
  void recordSynced(long covered, BlockSet synced) throws FsException {
    copy.nameWasSynced();
    Presence here = presence;
    here.record(synced);
    if (here.baseLimit() > 0 && here.isRecordedComplete()) {
      here.complete();
    }
    row.synced(covered, here);
    syncedGeneration = Math.max(syncedGeneration, covered);
    publish();
  }

  /** Whether nobody has changed it since all of it survives the death of the machine. */
  boolean isGood() {
    return !writing && syncedGeneration == generation;
  }

  /** The index was told by somebody else that every byte is here, and survives. */
  void wasRecordedWhole() {
    copy.nameWasSynced();
    presence.complete();
    row.wasRecordedWhole(size);
    publish();
  }

  /** Forgets blocks, in the index first; false, and nothing changed, if that does not allow it. */
  boolean forget(List<BlockRange> gone, Approval approval) throws FsException {
    Presence left = presence.without(gone, generation, size);
    if (!row.givesUp(generation, left, approval)) {
      return false;
    }
    presence = left;
    syncing.forEach(set -> gone.forEach(run -> set.remove(run.first(), run.end())));
    publish();
    return true;
  }

  /** The blocks that readers may use, and of which the index was not told. */
  BlockSet unrecordedBlocks() {
    return presence.unrecorded();
  }

  /** Readers may not use these any more; the index never knew of them. */
  void forgetUnrecorded(List<BlockRange> gone) {
    gone.forEach(run -> presence.unfetch(run.first(), run.end()));
    syncing.forEach(set -> gone.forEach(run -> set.remove(run.first(), run.end())));
    publish();
  }

  /**
   * Settles the file and gives its bytes for an upload.
   *
   * @throws FsException {@link FsFailure#TRY_AGAIN} while bytes are missing
   */
  Frozen freeze() throws FsException {
    settle();
    if (!presence.isComplete()) {
      throw new FsException(FsFailure.TRY_AGAIN, "inode " + inode + " is only partly here");
    }
    Inode settled = environment.index().require(new InodeId(inode));
    return new Frozen(settled, size, file(), null);
  }

  /** Commits what is known and closes the content file. */
  void close() throws FsException {
    published.count(0);
    settle();
    published.count(0);
    copy.close();
  }
}
