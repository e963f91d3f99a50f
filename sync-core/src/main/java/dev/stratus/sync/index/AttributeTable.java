package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an inode carries beside its row: xattrs, a link's target, which blocks are here. */
public final class AttributeTable {

  private final Sql sql;

  AttributeTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<byte[]> xattr(long inode, String name) throws FsException {
    return sql.one(
        "SELECT value FROM xattrs WHERE inode = ? AND name = ?",
        row -> row.getBytes(1),
        inode,
        name);
  }

  public List<String> xattrNames(long inode) throws FsException {
    return sql.all(
        "SELECT name FROM xattrs WHERE inode = ? ORDER BY name", row -> row.getString(1), inode);
  }

  /** All xattrs of an inode, by name. */
  public Map<String, byte[]> xattrs(long inode) throws FsException {
    Map<String, byte[]> found = new TreeMap<>();
    for (Map.Entry<String, byte[]> xattr :
        sql.all(
            "SELECT name, value FROM xattrs WHERE inode = ?",
            row -> Map.entry(row.getString(1), row.getBytes(2)),
            inode)) {
      found.put(xattr.getKey(), xattr.getValue());
    }
    return found;
  }

  public Optional<String> target(long inode) throws FsException {
    return sql.one("SELECT target FROM targets WHERE inode = ?", row -> row.getString(1), inode);
  }

  /** The blocks of a partly present file, as {@code content.BlockSet} writes them. */
  public Optional<byte[]> presence(long inode) throws FsException {
    return sql.one("SELECT blocks FROM presence WHERE inode = ?", row -> row.getBytes(1), inode);
  }

  /** Inodes of which the blocks that are here are recorded, in order, after one of them. */
  public List<Long> partlyHere(long after, int limit) throws FsException {
    return sql.all(
        "SELECT inode FROM presence WHERE inode > ? ORDER BY inode LIMIT ?",
        row -> row.getLong(1),
        after,
        limit);
  }

  /** Those of some inodes of which the blocks that are here are recorded. */
  public Set<Long> withPresence(Collection<Long> inodes) throws FsException {
    return Set.copyOf(
        sql.all(
            "SELECT inode FROM presence WHERE inode IN (SELECT value FROM json_each(?))",
            row -> row.getLong(1),
            inodes.toString()));
  }

  void putXattr(long inode, String name, byte[] value) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO xattrs(inode, name, value) VALUES (?,?,?)", inode, name, value);
  }

  boolean deleteXattr(long inode, String name) throws FsException {
    return sql.update("DELETE FROM xattrs WHERE inode = ? AND name = ?", inode, name) > 0;
  }

  void putTarget(long inode, String target) throws FsException {
    sql.update("INSERT OR REPLACE INTO targets(inode, target) VALUES (?,?)", inode, target);
  }

  void putPresence(long inode, byte[] blocks) throws FsException {
    sql.update("INSERT OR REPLACE INTO presence(inode, blocks) VALUES (?,?)", inode, blocks);
  }

  void deletePresence(long inode) throws FsException {
    sql.update("DELETE FROM presence WHERE inode = ?", inode);
  }

  void deleteXattrs(long inode) throws FsException {
    sql.update("DELETE FROM xattrs WHERE inode = ?", inode);
  }

  void deleteAll(long inode) throws FsException {
    deleteXattrs(inode);
    deletePresence(inode);
    sql.update("DELETE FROM targets WHERE inode = ?", inode);
  }
}
