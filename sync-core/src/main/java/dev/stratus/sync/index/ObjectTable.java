package dev.stratus.sync.index;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the cloud is known to have, over one connection. */
public final class ObjectTable {

  private static final String COLUMNS =
      "key, entry, inode, etag, size, modified, content_gen, meta_gen, seq";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM objects WHERE ";

  private final Sql sql;

  ObjectTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<CloudObject> get(ObjectKey key) throws FsException {
    return sql.one(SELECT + "key = ?", ObjectTable::object, key.value());
  }

  /** The object that belongs to a name, wherever it lies. */
  public Optional<CloudObject> ofEntry(long entry) throws FsException {
    return sql.one(SELECT + "entry = ?", ObjectTable::object, entry);
  }

  /** Whether a name has an object under another key. */
  public boolean hasOther(long entry, ObjectKey key) throws FsException {
    return sql.number(
            "SELECT count(*) FROM objects WHERE entry = ? AND key <> ?", entry, key.value())
        > 0;
  }

  /** All objects with bytes of an inode, those to be deleted included. */
  public List<CloudObject> ofInode(long inode) throws FsException {
    return sql.all(SELECT + "inode = ? ORDER BY key", ObjectTable::object, inode);
  }

  /** Objects that are to be deleted, in the order of their keys. */
  public List<CloudObject> unwanted(String afterKey, int limit) throws FsException {
    return sql.all(
        SELECT + "entry IS NULL AND key > ? ORDER BY key LIMIT ?",
        ObjectTable::object,
        afterKey,
        limit);
  }

  /** How many are to be deleted, those that the cloud refused to delete not counted. */
  public long unwantedCount() throws FsException {
    return sql.number(
        "SELECT count(*) FROM objects WHERE entry IS NULL AND key NOT IN (SELECT key FROM findings)");
  }

  /** The same, of the keys that begin so. */
  public long unwantedCount(String prefix) throws FsException {
    if (prefix.isEmpty()) {
      return unwantedCount();
    }
    char last = prefix.charAt(prefix.length() - 1);
    String end = prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
    return sql.number(
        "SELECT count(*) FROM objects WHERE entry IS NULL AND key >= ? AND key < ?"
            + " AND key NOT IN (SELECT key FROM findings)",
        prefix,
        end);
  }

  /** Objects that are to be deleted and that the cloud refused to delete, with its reason. */
  public List<Finding> undeletable(int limit) throws FsException {
    return sql.all(
        "SELECT key, what FROM findings WHERE key IN (SELECT key FROM objects WHERE entry IS NULL)"
            + " ORDER BY key LIMIT ?",
        row -> new Finding(row.getString(1), row.getString(2)),
        limit);
  }

  /** Objects from {@code afterKey}, not included, in the order of S3's listings. */
  public List<CloudObject> range(String afterKey, int limit) throws FsException {
    return sql.all(SELECT + "key > ? ORDER BY key LIMIT ?", ObjectTable::object, afterKey, limit);
  }

  /** Whether any of so many from {@code afterKey} on was sent by us and not listed since. */
  public boolean hasUnseen(String afterKey, int limit) throws FsException {
    return sql.number(
            "SELECT count(*) FROM (SELECT modified FROM objects WHERE key > ? ORDER BY key LIMIT ?)"
                + " WHERE modified = 0",
            afterKey,
            limit)
        > 0;
  }

  /** Whether there is one whose key begins so, those to be deleted included. */
  public boolean hasBelow(String prefix) throws FsException {
    Optional<String> first =
        sql.one(
            "SELECT key FROM objects WHERE key >= ? ORDER BY key LIMIT 1",
            row -> row.getString(1),
            prefix);
    return first.filter(key -> key.startsWith(prefix)).isPresent();
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*) FROM objects");
  }

  void put(CloudObject object) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO objects(" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?)",
        object.key().value(),
        object.entry(),
        object.inode(),
        object.etag().value(),
        object.size(),
        object.modifiedMillis(),
        object.contentGeneration(),
        object.metaGeneration(),
        object.seq());
  }

  void delete(ObjectKey key) throws FsException {
    sql.update("DELETE FROM objects WHERE key = ?", key.value());
  }

  /** Nothing here wants the object of this name any more. */
  void disown(long entry) throws FsException {
    sql.update("UPDATE objects SET entry = NULL WHERE entry = ?", entry);
  }

  private static CloudObject object(ResultSet row) throws SQLException {
    return object(row, 0);
  }

  /** One whose columns begin after so many others. */
  static CloudObject object(ResultSet row, int before) throws SQLException {
    long entry = row.getLong(before + 2);
    boolean unwanted = row.wasNull();
    return new CloudObject(
        new ObjectKey(row.getString(before + 1)),
        unwanted ? null : entry,
        row.getLong(before + 3),
        new ETag(row.getString(before + 4)),
        row.getLong(before + 5),
        row.getLong(before + 6),
        row.getLong(before + 7),
        row.getLong(before + 8),
        row.getLong(before + 9));
  }
}
