package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The names whose objects may differ from what should be, over one connection. */
public final class PendingTable {

  private static final String COLUMNS =
      "entry, subtree, nonce, attempts, not_before, failure, reason";

  private static final String HALTED = "failure = '" + Pending.HALTED + "'";

  /** With the words of the partial index, so that it serves. */
  private static final String FAILED = "failure IS NOT NULL AND NOT " + HALTED;

  private final Sql sql;

  PendingTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<Pending> get(long entry) throws FsException {
    return sql.one(
        "SELECT " + COLUMNS + " FROM pending WHERE entry = ?", PendingTable::pending, entry);
  }

  public List<Pending> list(long after, int limit) throws FsException {
    return sql.all(
        "SELECT " + COLUMNS + " FROM pending WHERE entry > ? ORDER BY entry LIMIT ?",
        PendingTable::pending,
        after,
        limit);
  }

  /** Those that were refused for good. */
  public List<Pending> failed(int limit) throws FsException {
    return sql.all(
        "SELECT " + COLUMNS + " FROM pending WHERE " + FAILED + " LIMIT ?",
        PendingTable::pending,
        limit);
  }

  /** Whether there is a name that was not refused for good. */
  public boolean isWaiting() throws FsException {
    return sql.number("SELECT EXISTS (SELECT 1 FROM pending WHERE failure IS NULL)") > 0;
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*) FROM pending");
  }

  public long failedCount() throws FsException {
    return sql.number("SELECT count(*) FROM pending WHERE " + FAILED);
  }

  /** Those that are not to go up for now. */
  public List<Pending> halted(long after, int limit) throws FsException {
    return sql.all(
        "SELECT "
            + COLUMNS
            + " FROM pending WHERE failure IS NOT NULL AND "
            + HALTED
            + " AND entry > ? ORDER BY entry LIMIT ?",
        PendingTable::pending,
        after,
        limit);
  }

  /** Those that nothing keeps back. */
  public List<Pending> active(long after, int limit) throws FsException {
    return sql.all(
        "SELECT "
            + COLUMNS
            + " FROM pending WHERE failure IS NULL AND entry > ? ORDER BY entry LIMIT ?",
        PendingTable::pending,
        after,
        limit);
  }

  void put(Pending pending) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO pending(" + COLUMNS + ") VALUES (?,?,?,?,?,?,?)",
        pending.entry(),
        pending.subtree() ? 1 : 0,
        pending.nonce(),
        pending.attempts(),
        pending.notBeforeMillis(),
        pending.failure(),
        pending.reason());
  }

  void delete(long entry) throws FsException {
    sql.update("DELETE FROM pending WHERE entry = ?", entry);
  }

  private static Pending pending(ResultSet row) throws SQLException {
    return pending(row, 0);
  }

  /** One whose columns begin after so many others. */
  static Pending pending(ResultSet row, int before) throws SQLException {
    return new Pending(
        row.getLong(before + 1),
        row.getInt(before + 2) != 0,
        row.getString(before + 3),
        row.getInt(before + 4),
        row.getLong(before + 5),
        row.getString(before + 6),
        row.getString(before + 7));
  }
}
