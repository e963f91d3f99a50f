package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.List;

/** The names that the uploader left alone because they are never uploaded, over one connection. */
public final class LocalNameTable {

  private static final String STILL_THERE =
      " FROM local_names n JOIN entries e ON e.id = n.entry JOIN inodes i ON i.id = e.inode";

  private final Sql sql;

  LocalNameTable(Sql sql) {
    this.sql = sql;
  }

  /** Their numbers in order, after one of them; names that were removed since are among them. */
  public List<Long> list(long after, int limit) throws FsException {
    return sql.all(
        "SELECT entry FROM local_names WHERE entry > ? ORDER BY entry LIMIT ?",
        row -> row.getLong(1),
        after,
        limit);
  }

  public boolean has(long entry) throws FsException {
    return sql.number("SELECT count(*) FROM local_names WHERE entry = ?", entry) > 0;
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*)" + STILL_THERE);
  }

  /** How many bytes they have. */
  public long bytes() throws FsException {
    return sql.number("SELECT coalesce(sum(i.size), 0)" + STILL_THERE);
  }

  void put(long entry) throws FsException {
    sql.update("INSERT OR IGNORE INTO local_names(entry) VALUES (?)", entry);
  }

  void delete(long entry) throws FsException {
    sql.update("DELETE FROM local_names WHERE entry = ?", entry);
  }
}
