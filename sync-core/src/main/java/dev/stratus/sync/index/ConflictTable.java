package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.List;

/** The conflicted copies that still have the name that they were given, over one connection. */
public final class ConflictTable {

  private static final String STILL_THERE =
      " FROM conflicts c JOIN entries e ON e.id = c.entry AND e.name = c.name";

  private final Sql sql;

  ConflictTable(Sql sql) {
    this.sql = sql;
  }

  /** The latest ones first. */
  public List<ConflictedCopy> list(int limit) throws FsException {
    return sql.all(
        "SELECT e.id, e.parent, e.name, e.inode, c.original, c.made"
            + STILL_THERE
            + " ORDER BY c.made DESC, e.id DESC LIMIT ?",
        row ->
            new ConflictedCopy(
                new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4)),
                row.getString(5),
                row.getLong(6)),
        limit);
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*)" + STILL_THERE);
  }

  void delete(long entry) throws FsException {
    sql.update("DELETE FROM conflicts WHERE entry = ?", entry);
  }

  /** Notes one, and forgets those that were renamed or removed. */
  void put(ConflictedCopy copy) throws FsException {
    sql.update("DELETE FROM conflicts WHERE entry NOT IN (SELECT e.id" + STILL_THERE + ")");
    sql.update(
        "INSERT OR REPLACE INTO conflicts(entry, name, original, made) VALUES (?,?,?,?)",
        copy.entry().id(),
        copy.entry().name(),
        copy.original(),
        copy.madeMillis());
  }
}
