package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database file of an index: connections to it, and its tables. */
final class IndexFile {

  private static final Logger log = LoggerFactory.getLogger(IndexFile.class);

  private static final String INTO_MEMORY = "PRAGMA cache_size = -16384";

  /** How long a statement waits for other connections. */
  static final int BUSY_MILLIS = 10_000;

  /** A log that became longer, because somebody read for so long, is cut when it begins anew. */
  private static final String LONGEST_LOG = "PRAGMA journal_size_limit = 67108864";

  /** One of 80,000 files, which is read in about a tenth of a second. */
  private static final long SOON_READ = 32L << 20;

  private static final int NAMED_FAULTS = 5;

  private final Path file;

  IndexFile(Path file) {
    this.file = file;
  }

  Path directory() {
    return file.resolveSibling("");
  }

  /** The write-ahead log; there once the tables are prepared. */
  Path log() {
    return Path.of(file + "-wal");
  }

  Sql connect() throws FsException {
    SqliteLibrary.load(directory());
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    try {
      Connection connection = DriverManager.getConnection(url(), config.toProperties());
      leaveTransactionsToUs(connection);
      Sql sql = new Sql(connection, this::suspect);
      // Checkpoints wait for the disk: they run beside the answers.
      sql.execute("PRAGMA wal_autocheckpoint = 0");
      sql.execute(LONGEST_LOG);
      sql.execute(INTO_MEMORY);
      return sql;
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  /** Lets a connection wait for others only for so long. */
  static void setPatience(Sql connection, int millis) throws FsException {
    connection.execute("PRAGMA busy_timeout = " + millis);
  }

  /**
   * Else the driver tries to begin and end a transaction of its own after each statement, in the
   * middle of ours, and SQLite makes up the text of an error that nobody reads.
   */
  private static void leaveTransactionsToUs(Connection connection) throws SQLException {
    connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
  }

  /**
   * The state directory belongs to one process: with its locks held for good, SQLite asks the
   * kernel for none at each change, and keeps the log's index in memory of its own.
   */
  private String url() {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?vfs=unix-excl";
  }

  /** There while the index is to be read in full before it is trusted again. */
  private Path suspicion() {
    return Path.of(file + ".suspect");
  }

  /** Lets the next opening read the index in full, however large it is. */
  void suspect() {
    try {
      if (!Files.exists(suspicion())) {
        Files.write(suspicion(), new byte[0]);
        log.error("The index is damaged: unmount and mount again, and it is built anew");
      }
    } catch (IOException e) {
      log.warn("That the index is damaged could not be noted: {}", e.getMessage());
    }
  }

  /**
   * Reads the index in full where that is quick, or where something was found wrong before.
   *
   * @throws FsException as {@link Sql#isDamage} tells, if its pages contradict
   */
  void requireSound(Sql sql) throws IOException {
    boolean suspected = Files.exists(suspicion());
    if (!suspected && Files.size(file) > SOON_READ) {
      return;
    }
    List<String> faults = quickCheck(sql);
    if (!faults.isEmpty()) {
      throw Sql.failure(
          new SQLiteException(String.join("; ", faults), SQLiteErrorCode.SQLITE_CORRUPT));
    }
    Files.deleteIfExists(suspicion());
  }

  /** What is wrong with the form of the database: the first things, in SQLite's words. */
  static List<String> quickCheck(Sql sql) throws FsException {
    List<String> said =
        sql.all("PRAGMA quick_check(" + NAMED_FAULTS + ")", row -> row.getString(1));
    return said.equals(List.of("ok")) ? List.of() : said;
  }

  /** Keeps a damaged file, with its log, under another name; returns that. */
  Path setAside() throws IOException {
    int number = 1;
    Path aside = Path.of(file + ".damaged");
    while (Files.exists(aside)) {
      number++;
      aside = Path.of(file + ".damaged" + number);
    }
    Files.move(file, aside);
    for (String end : List.of("-wal", "-shm")) {
      Path part = Path.of(file + end);
      if (Files.exists(part)) {
        Files.move(part, Path.of(aside + end));
      }
    }
    Files.deleteIfExists(suspicion());
    return aside;
  }

  /**
   * Makes the tables, or brings them to the present form.
   *
   * @return how often the index was opened, this time included
   */
  long prepareTables(Sql writer) throws FsException {
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
    return writer.number("SELECT value FROM meta WHERE name = 'openings'");
  }
}
