package dev.stratus.sync.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

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

  private static final Logger log = LoggerFactory.getLogger(Index.class);

  /** About 250 bytes each: together they stay below 60 MB however many files there are. */
  private static final int CACHED_ROWS = 100_000;

  /** The log is copied into the database when it has grown by this much. */
  private static final long CHECKPOINT_BYTES = 16L << 20;

  /** No life of a mount learns more than 2^40 things of the cloud. */
  private static final int SEQ_BITS = 40;

  private static final String INTO_MEMORY = "PRAGMA cache_size = -16384";

  private final Path file;
  private final Sql writer;
  private final Tables writerTables;
  private final Readers readers;
  private final Durability durability;
  private final Ballast ballast;
  private final ReentrantLock writerLock = new ReentrantLock();
  private final Numbers numbers = new Numbers(this);
  private final AtomicLong seq = new AtomicLong(1);
  private volatile PendingListener listener = new NobodyListens();

  private final Cache<Long, Optional<Inode>> inodes = rows();
  private final Cache<EntryName, Optional<Entry>> entries = rows();
  private final Cache<Long, Optional<Entry>> directoryEntries = rows();

  /** Evicts in the thread that adds: a wake-up of another one costs more than the work. */
  private static <K, V> Cache<K, V> rows() {
    return Caffeine.newBuilder().maximumSize(CACHED_ROWS).executor(Runnable::run).build();
  }

  private Index(Path file, Ballast ballast) throws FsException, IOException {
    this.file = file;
    this.ballast = ballast;
    this.writer = connect();
    this.writerTables = new Tables(writer);
    this.readers = new Readers(this::connect);
    try {
      prepareTables();
      this.durability = new Durability(Path.of(file + "-wal"));
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
    while (true) {
      try {
        return new Index(file, ballast);
      } catch (FsException e) {
        // Opening writes: the log's first pages, and that there was an opening.
        if (e.failure() != FsFailure.NO_SPACE || !release(ballast)) {
          throw e;
        }
      } catch (IOException e) {
        throw new FsException(FsFailure.IO_ERROR, "the index " + file + " cannot be opened", e);
      }
    }
  }

  private Sql connect() throws FsException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(10_000);
    try {
      Sql sql = new Sql(DriverManager.getConnection(url(), config.toProperties()));
      // Checkpoints wait for the disk: they run beside the answers, in checkpoint().
      sql.execute("PRAGMA wal_autocheckpoint = 0");
      sql.execute(INTO_MEMORY);
      return sql;
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  /**
   * The state directory belongs to one process: with its locks held for good, SQLite asks the
   * kernel for none at each change, and keeps the log's index in memory of its own.
   */
  private String url() {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?vfs=unix-excl";
  }

  private void prepareTables() throws FsException {
    long version = writer.number("PRAGMA user_version");
    if (version > Schema.VERSION) {
      throw new FsException(
          FsFailure.NOT_SUPPORTED,
          "the index " + file + " was written by a newer Stratus (form " + version + ")");
    }
    writer.update("BEGIN IMMEDIATE");
    if (version == 0) {
      for (String table : Schema.TABLES) {
        writer.execute(table);
      }
    } else {
      Migrations.run(writer, (int) version);
    }
    writer.execute("PRAGMA user_version = " + Schema.VERSION);
    // A write of any kind makes the log file exist, which Durability needs.
    writer.update(
        "INSERT OR REPLACE INTO meta(name, value) VALUES ('openings', coalesce("
            + "(SELECT value + 1 FROM meta WHERE name = 'openings'), 1))");
    writer.update("COMMIT");
    // What is learnt in this life comes after all that was learnt in former ones.
    long openings = writer.number("SELECT value FROM meta WHERE name = 'openings'");
    seq.set(openings << SEQ_BITS);
  }

  public void setPendingListener(PendingListener newListener) {
    listener = newListener;
  }

  /** An inode, from memory where it can be. */
  public Optional<Inode> inode(long id) throws FsException {
    Optional<Inode> cached = inodes.getIfPresent(id);
    return cached != null
        ? cached
        : load(inodes, id, key -> look(tables -> tables.inodes().get(key)));
  }

  /** An inode that must be there. */
  public Inode require(InodeId id) throws FsException {
    return inode(id.value())
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "inode " + id + " is gone"));
  }

  public Optional<Entry> entry(long parent, String name) throws FsException {
    EntryName key = new EntryName(parent, name);
    Optional<Entry> cached = entries.getIfPresent(key);
    return cached != null
        ? cached
        : load(entries, key, k -> look(tables -> tables.entries().find(k.parent(), k.name())));
  }

  /** The one name of a directory; empty for the root and for one that was removed. */
  public Optional<Entry> entryOfDirectory(long inode) throws FsException {
    Optional<Entry> cached = directoryEntries.getIfPresent(inode);
    return cached != null
        ? cached
        : load(
            directoryEntries,
            inode,
            key -> look(tables -> tables.entries().ofInode(key)).stream().findFirst());
  }

  /** Loads what only this local database can say: microseconds, so the map's bin may wait. */
  private static <K, V> V load(Cache<K, V> cache, K key, Loader<K, V> loader) throws FsException {
    try {
      return cache.get(
          key,
          k -> {
            try {
              return loader.load(k);
            } catch (FsException e) {
              throw new LoadFailure(e);
            }
          });
    } catch (LoadFailure e) {
      throw e.reason;
    }
  }

  /**
   * A look-up of one row. The writer's connection has its pages at hand, while another one reads
   * them anew after each change; so it answers when nobody changes anything.
   */
  private <T> T look(Query<T> query) throws FsException {
    if (writerLock.isHeldByCurrentThread() || !writerLock.tryLock()) {
      return read(query);
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
    IndexChange work = new IndexChange(this, writerTables);
    T result;
    writerLock.lock();
    try {
      result = withBallast ? attemptAlways(work, change) : attempt(work, change);
    } finally {
      writerLock.unlock();
    }
    tell(work);
    return result;
  }

  private <T> T attemptAlways(IndexChange work, Change<T> change) throws FsException {
    for (boolean first = true; ; first = false) {
      try {
        return attempt(work, change);
      } catch (FsException e) {
        if (e.failure() != FsFailure.NO_SPACE || !makeRoom(first)) {
          throw e;
        }
        work.startAgain();
      }
    }
  }

  /**
   * Once the log is in the database, its room is used again from the start: mostly that is enough,
   * and no step of the reserve is lost to whoever fills the disk.
   */
  private boolean makeRoom(boolean first) throws FsException {
    if (!first && !release(ballast)) {
      return false;
    }
    checkpoint(writer);
    return true;
  }

  private <T> T attempt(IndexChange work, Change<T> change) throws FsException {
    if (writerLock.getHoldCount() > 1) {
      throw new IllegalStateException("a change inside a change");
    }
    writer.update("BEGIN IMMEDIATE");
    T result;
    try {
      result = change.apply(work);
      writer.update("COMMIT");
    } catch (FsException | RuntimeException | Error e) {
      numbers.rolledBack();
      rollBack(e);
      throw e;
    }
    durability.committed();
    refreshCaches(work);
    numbers.committed();
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

  private void refreshCaches(IndexChange work) {
    inodes.putAll(work.changedInodes());
    entries.putAll(work.changedEntries());
    for (Map.Entry<EntryName, Optional<Entry>> changed : work.changedEntries().entrySet()) {
      changed.getValue().ifPresent(entry -> directoryEntries.invalidate(entry.inode()));
    }
    work.changedInodes().keySet().forEach(directoryEntries::invalidate);
  }

  private void tell(IndexChange work) {
    if (!work.touchedPending().isEmpty()) {
      listener.pendingChanged(work.touchedPending());
    }
    if (work.madeObjectsUnwanted()) {
      listener.objectsUnwanted();
    }
  }

  /** Returns when every change that was answered before the call survives a power cut. */
  public void sync() throws FsException {
    durability.sync();
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
    try {
      if (Files.size(Path.of(file + "-wal")) > CHECKPOINT_BYTES) {
        try (Sql connection = connect()) {
          checkpoint(connection);
        }
      }
    } catch (FsException e) {
      throw e;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the index's log cannot be seen", e);
    }
    fillBallast();
  }

  private void checkpoint(Sql connection) throws FsException {
    try {
      // PASSIVE waits for nobody; the log is written from its start again once it is all copied.
      connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (FsException e) {
      if (e.failure() != FsFailure.NO_SPACE) {
        throw e;
      }
      log.info("The index's log stays as long as it is: the disk is full");
    }
  }

  private static boolean release(Ballast ballast) throws FsException {
    try {
      boolean released = ballast.release();
      if (released) {
        log.warn(
            "The disk is full: the index lives on its reserve; {} bytes of it are left",
            ballast.size());
      }
      return released;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the index's reserve cannot be released", e);
    }
  }

  /** The room of the index's disk. */
  public DiskRoom room() throws FsException {
    try {
      long free = Files.getFileStore(file.getParent()).getUsableSpace();
      return new DiskRoom(free, ballast.size());
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the disk's room cannot be seen", e);
    }
  }

  private void fillBallast() {
    try {
      ballast.fill();
    } catch (IOException e) {
      log.warn("No reserve for the index could be kept: {}", e.getMessage());
    }
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

  private interface Loader<K, V> {
    V load(K key) throws FsException;
  }

  private static final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient FsException reason;

    LoadFailure(FsException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private static final class NobodyListens implements PendingListener {
    @Override
    public void pendingChanged(Iterable<Long> changed) {}

    @Override
    public void objectsUnwanted() {}
  }
}
