package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Facts about the whole mount, and the findings, over one connection. */
public final class MetaTable {

  private final Sql sql;

  MetaTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<String> get(String name) throws FsException {
    return sql.one("SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name);
  }

  /** All facts whose names begin so, by name. */
  public Map<String, String> withPrefix(String prefix) throws FsException {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> fact :
        sql.all(
            "SELECT name, value FROM meta WHERE name >= ? AND name < ?",
            row -> Map.entry(row.getString(1), row.getString(2)),
            prefix,
            prefix + Character.MAX_VALUE)) {
      found.put(fact.getKey(), fact.getValue());
    }
    return found;
  }

  public List<Finding> findings(int limit) throws FsException {
    return sql.all(
        "SELECT key, what FROM findings ORDER BY key LIMIT ?",
        row -> new Finding(row.getString(1), row.getString(2)),
        limit);
  }

  /** Whether something in the bucket was found that the folder cannot show. */
  public boolean hasFinding(String key) throws FsException {
    return sql.number("SELECT EXISTS (SELECT 1 FROM findings WHERE key = ?)", key) > 0;
  }

  void put(String name, String value) throws FsException {
    sql.update("INSERT OR REPLACE INTO meta(name, value) VALUES (?,?)", name, value);
  }

  void delete(String name) throws FsException {
    sql.update("DELETE FROM meta WHERE name = ?", name);
  }

  void putFinding(Finding finding) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO findings(key, what) VALUES (?,?)", finding.key(), finding.what());
  }

  void deleteFinding(String key) throws FsException {
    sql.update("DELETE FROM findings WHERE key = ?", key);
  }
}
