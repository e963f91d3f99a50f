package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one mount: changes, look-ups, and the sync that makes changes durable.
 *
 * <p>A commit goes into the write-ahead log without waiting for the disk and takes about 12 µs, so
 * each change has one of its own; nothing is won by sharing them.
 */
public final class Index implements AutoCloseable {

  /** A change: reads and writes that are committed together. May run twice on a full disk. */
  @FunctionalInterface
  public interface Change<T> {
    T apply(IndexChange change) throws FsException;
  }

  /** Reads of one connection. */
  @FunctionalInterface
  public interface Query<T> {
    T run(Tables tables) throws FsException;
  }

  /** Told after each commit, outside the writer's lock, what the uploader has to look at. */
  public interface PendingListener {
    void pendingChanged(Iterable<Long> entries);

    void objectsUnwanted();
  }

  /** Told after each commit, outside the writer's lock, which rows are others than before. */
  public interface RowListener {

    /** Whether it wants to know now. */
    boolean isListening();

    /**
     * Takes what a change did. Returns at once.
     *
     * @param inodes numbers of inodes, some of them perhaps gone
     * @param entries names that are new, or have another place
     */
    void rowsChanged(Collection<Long> inodes, List<Entry> entries);
  }

  /** Told what happens to names and files, in the order in which it happens. */
  public interface ChangeListener {

    /** Whether it wants to know now: the paths of each change cost some look-ups. */
    boolean isListening();

    /**
     * Takes what a change did, right after its commit and under the writer's lock: returns at once
     * and takes no lock.
     */
    void committed(List<NamedChange> changes);
  }

  private static final Logger log = LoggerFactory.getLogger(Index.class);

  /** No life of a mount learns more than 2^40 things of the cloud. */
  private static final int SEQ_BITS = 40;

  private final IndexFile file;
  private final Sql writer;
  private final Tables writerTables;
  private final Readers readers;
  private final Durability durability;
  private final LogLimit logLimit;
  private final LogRoom room;
  private final @Nullable Path damaged;
  private final ReentrantLock writerLock = new ReentrantLock();
  private final Numbers numbers = new Numbers(this);
  private final RowCaches rows = new RowCaches(this::look);
  private final AtomicLong seq = new AtomicLong(1);
  private final AtomicLong commits = new AtomicLong();
  private final long openings;

  /** Changed under the writer's lock. */
  private volatile CachedBytes cachedBytes;

  private final IndexListeners listeners = new IndexListeners();

  private Index(IndexFile file, Ballast ballast, @Nullable Path damaged)
      throws FsException, IOException {
    this.file = file;
    this.logLimit = new LogLimit(file);
    this.room = new LogRoom(file, logLimit, ballast);
    this.damaged = damaged;
    this.writer = file.connect();
    this.writerTables = new Tables(writer);
    this.readers = new Readers(file::connect);
    try {
      file.requireSound(writer);
      // What is learnt in this life comes after all that was learnt in former ones.
      openings = file.prepareTables(writer);
      seq.set(openings << SEQ_BITS);
      cachedBytes = writerTables.inodes().cachedBytes();
      this.durability = new Durability(file.log());
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Exception cause) {
    try {
      writer.close();
    } catch (FsException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Opens the index, and makes it where there is none.
   *
   * @throws FsException {@link FsFailure#NOT_SUPPORTED} if a newer program wrote it, {@link
   *     FsFailure#NO_SPACE} if the disk is full and no reserve is left
   */
  public static Index open(Path file) throws FsException {
    Ballast ballast = new Ballast(file.resolveSibling("ballast"));
    Path damaged = null;
    while (true) {
      try {
        return new Index(new IndexFile(file), ballast, damaged);
      } catch (FsException e) {
        if (Sql.isDamage(e)) {
          damaged = setAside(new IndexFile(file), e);
          continue;
        }
        // Opening writes: the log's first pages, and that there was an opening.
        if (e.failure() != FsFailure.NO_SPACE || !ballast.release()) {
          throw e;
        }
      } catch (IOException e) {
        throw new FsException(FsFailure.IO_ERROR, "the index " + file + " cannot be opened", e);
      }
    }
  }

  private static Path setAside(IndexFile file, FsException damage) throws FsException {
    try {
      Path aside = file.setAside();
      log.error(
          "The index is damaged and kept as {}: a new one is built from bucket and local copies",
          aside,
          damage);
      return aside;
    } catch (IOException e) {
      damage.addSuppressed(e);
      throw damage;
    }
  }

  /** Whether there was none before this life: it knows of no local copy. */
  public boolean isNew() {
    return openings == 1;
  }

  /** Where the index is kept in whose place this new one was made, because it was damaged. */
  public Optional<Path> damaged() {
    return Optional.ofNullable(damaged);
  }

  /** Lets the next opening read all of it, and build it anew if it is damaged. */
  public void suspect() {
    file.suspect();
  }

  /** Gives no number up to this one to anybody: bytes of a former index have them. */
  public void skipNumbers(long last) throws FsException {
    change(
        change -> {
          numbers.skip(change, last);
          return last;
        });
  }

  public void setPendingListener(PendingListener newListener) {
    listeners.setPending(newListener);
  }

  public void setRowListener(RowListener newListener) {
    listeners.setRows(newListener);
  }

  public void setChangeListener(ChangeListener newListener) {
    listeners.setChanges(newListener);
  }

  /** How many bytes are here of all files; known without a look at any of them. */
  public CachedBytes cachedBytes() {
    return cachedBytes;
  }

  /** An inode, from memory where it can be. */
  public Optional<Inode> inode(long id) throws FsException {
    return rows.inode(id);
  }

  /** An inode that must be there. */
  public Inode require(InodeId id) throws FsException {
    Optional<Inode> inode = inode(id.value());
    if (inode.isEmpty()) {
      throw new FsException(FsFailure.NOT_FOUND, "inode " + id + " is gone");
    }
    return inode.get();
  }

  public Optional<Entry> entry(long parent, String name) throws FsException {
    return rows.entry(new EntryName(parent, name));
  }

  /** The one name of a directory; empty for the root and for one that was removed. */
  public Optional<Entry> entryOfDirectory(long inode) throws FsException {
    return rows.entryOfDirectory(inode);
  }

  /**
   * A look-up of one row. The writer's connection has its pages at hand, while another one reads
   * them anew after each change; so it answers when nobody changes anything. It waits for nobody:
   * whoever wants the same row waits for it, perhaps with a connection in its hands.
   */
  private <T> T look(Query<T> query) throws FsException {
    if (writerLock.isHeldByCurrentThread() || !writerLock.tryLock()) {
      return readers.readAtOnce(query);
    }
    try {
      return query.run(writerTables);
    } finally {
      writerLock.unlock();
    }
  }

  /** Reads with a connection of their own; sees every change that was answered. */
  public <T> T read(Query<T> query) throws FsException {
    return readers.read(query);
  }

  /** Makes a change; it is in the log, and visible to every reader, when this returns. */
  public <T> T change(Change<T> change) throws FsException {
    return change(change, false);
  }

  /** A change that makes room or keeps a promise: on a full disk it gets the ballast. */
  public <T> T changeAlways(Change<T> change) throws FsException {
    return change(change, true);
  }

  private <T> T change(Change<T> change, boolean withBallast) throws FsException {
    IndexChange work = new IndexChange(this, writerTables, listeners.wantsNames());
    T result;
    writerLock.lock();
    try {
      result = withBallast ? attemptAlways(work, change) : attempt(work, change);
      logLimit.changed(writer);
    } finally {
      writerLock.unlock();
    }
    listeners.tell(work);
    return result;
  }

  private <T> T attemptAlways(IndexChange work, Change<T> change) throws FsException {
    for (boolean first = true; ; first = false) {
      try {
        return attempt(work, change);
      } catch (FsException e) {
        if (e.failure() != FsFailure.NO_SPACE || !room.make(writer, first)) {
          throw e;
        }
        work.startAgain();
      }
    }
  }

  private <T> T attempt(IndexChange work, Change<T> change) throws FsException {
    if (writerLock.getHoldCount() > 1) {
      throw new IllegalStateException("a change inside a change");
    }
    writer.update("BEGIN IMMEDIATE");
    T result;
    try {
      result = change.apply(work);
      commits.incrementAndGet();
      writer.update("COMMIT");
    } catch (FsException | RuntimeException | Error e) {
      numbers.rolledBack();
      rollBack(e);
      throw e;
    }
    durability.committed();
    rows.committed(work);
    commits.incrementAndGet();
    cachedBytes = cachedBytes.plus(work.cachedBytes());
    numbers.committed();
    listeners.committed(work);
    return result;
  }

  /**
   * Takes the change back. SQLite has done so by itself when the disk was full, and then refuses:
   * that must not hide the first failure, which decides whether the ballast is released.
   */
  private void rollBack(Throwable cause) {
    try {
      writer.update("ROLLBACK");
    } catch (FsException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns when every change that was answered before the call survives a power cut. */
  public void sync() throws FsException {
    durability.sync();
  }

  /**
   * A number that is raised before and after each commit: what was read after it was asked for is
   * true as long as it stays.
   */
  public long commits() {
    return commits.get();
  }

  /** The counter that orders what was learnt of the cloud, as it stands. */
  public long seq() {
    return seq.get();
  }

  /** Raises the counter: before a mutating request and at its answer. */
  public long nextSeq() {
    return seq.incrementAndGet();
  }

  Numbers numbers() {
    return numbers;
  }

  /**
   * Copies the log into the database when it has grown, and keeps the reserve; every few seconds.
   */
  public void maintain() throws FsException {
    keepLogShort(true);
    room.keepReserve();
  }

  /** Waits until changes have made the log longer; false if they have not until then. */
  public boolean awaitGrownLog(long millis) throws InterruptedException {
    return logLimit.awaitGrown(millis);
  }

  /** Copies the log into the database when it has grown: most of it beside the changes. */
  public void keepLogShort() throws FsException {
    keepLogShort(false);
  }

  private void keepLogShort(boolean cut) throws FsException {
    LogLength.Step step = logLimit.copy(cut);
    if (step == LogLength.Step.NOOP) {
      return;
    }
    writerLock.lock();
    try {
      logLimit.beginAnew(writer, step);
    } finally {
      writerLock.unlock();
    }
  }

  /** The room of the index's disk. */
  public DiskRoom room() throws FsException {
    return room.left();
  }

  @Override
  public void close() throws FsException {
    writerLock.lock();
    try {
      durability.sync();
      readers.close();
      writer.close();
      durability.close();
    } catch (IOException e) {
      throw e instanceof FsException failure
          ? failure
          : new FsException(FsFailure.IO_ERROR, "the index did not close cleanly", e);
    } finally {
      writerLock.unlock();
    }
  }
}
