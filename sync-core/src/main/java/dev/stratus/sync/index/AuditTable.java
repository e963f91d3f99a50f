package dev.stratus.sync.index;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import java.util.List;

/**
 * Rows that contradict each other, over one connection. Each question is one statement, so that it
 * is answered of one moment, and gives the first {@link #MOST} only.
 */
public final class AuditTable {

  /** How many rows an answer has at most. */
  public static final int MOST = 1_000;

  private static final String IS_DIRECTORY = "(i.mode & 61440) = 16384";
  private static final String IS_REGULAR = "(i.mode & 61440) = 32768";
  private static final String END = " LIMIT " + MOST;

  private final Sql sql;

  AuditTable(Sql sql) {
    this.sql = sql;
  }

  /** What is wrong with the form of the database, in SQLite's words; empty if nothing is. */
  public List<String> quickCheck() throws FsException {
    return IndexFile.quickCheck(sql);
  }

  /** Names that lead to an inode that is not there. */
  public List<Long> namesWithoutInode() throws FsException {
    return ids(
        "SELECT e.id FROM entries e"
            + " WHERE NOT EXISTS (SELECT 1 FROM inodes i WHERE i.id = e.inode)");
  }

  /** Numbers of directories that are not there and have names in them. */
  public List<Long> missingDirectories() throws FsException {
    return ids(
        "SELECT DISTINCT e.parent FROM entries e WHERE e.parent != 0"
            + " AND NOT EXISTS (SELECT 1 FROM inodes i WHERE i.id = e.parent)");
  }

  /** Names in something that is no directory. */
  public List<Long> namesBelowFiles() throws FsException {
    return ids(
        "SELECT e.id FROM entries e JOIN inodes i ON i.id = e.parent WHERE NOT " + IS_DIRECTORY);
  }

  /** Inodes that should have a name and have none. */
  public List<Long> inodesWithoutName() throws FsException {
    return ids(
        "SELECT i.id FROM inodes i WHERE i.nlink > 0"
            + " AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.inode = i.id)");
  }

  /** Directories that have a name, but one that the root does not lead to. */
  public List<Long> unreachableDirectories() throws FsException {
    return ids(
        "WITH RECURSIVE reached(id) AS (VALUES (1) UNION SELECT e.inode FROM reached r"
            + " CROSS JOIN entries e ON e.parent = r.id CROSS JOIN inodes i ON i.id = e.inode"
            + " WHERE "
            + IS_DIRECTORY
            + ") SELECT i.id FROM inodes i WHERE "
            + IS_DIRECTORY
            + " AND i.id NOT IN (SELECT id FROM reached)"
            + " AND EXISTS (SELECT 1 FROM entries e WHERE e.inode = i.id)");
  }

  /** Inodes with names whose link count is not what it should be. */
  public List<Long> wrongLinkCounts() throws FsException {
    return ids(
        "SELECT i.id FROM inodes i WHERE i.nlink != CASE WHEN "
            + IS_DIRECTORY
            + " THEN 2 + (SELECT count(*) FROM entries e JOIN inodes c ON c.id = e.inode"
            + " WHERE e.parent = i.id AND (c.mode & 61440) = 16384)"
            + " ELSE (SELECT count(*) FROM entries e WHERE e.inode = i.id) END"
            + " AND EXISTS (SELECT 1 FROM entries e WHERE e.inode = i.id)");
  }

  /** The link count that an inode should have. */
  public long linkCount(Inode inode) throws FsException {
    return inode.isDirectory()
        ? 2
            + sql.number(
                "SELECT count(*) FROM entries e JOIN inodes i ON i.id = e.inode"
                    + " WHERE e.parent = ? AND "
                    + IS_DIRECTORY,
                inode.id())
        : sql.number("SELECT count(*) FROM entries WHERE inode = ?", inode.id());
  }

  /** Objects of names that are not there. */
  public List<ObjectKey> objectsWithoutName() throws FsException {
    return sql.all(
        "SELECT o.key FROM objects o WHERE o.entry IS NOT NULL"
            + " AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = o.entry)"
            + END,
        row -> new ObjectKey(row.getString(1)));
  }

  /** What waits for the uploader, though there is no name and no attempt. */
  public List<Long> pendingWithoutName() throws FsException {
    return ids(
        "SELECT p.entry FROM pending p WHERE p.nonce IS NULL"
            + " AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = p.entry)");
  }

  /** Names of files with bytes that the cloud never had, of which the uploader knows nothing. */
  public List<Long> forgottenChanges() throws FsException {
    return ids(
        "SELECT e.id FROM entries e JOIN inodes i ON i.id = e.inode"
            + " LEFT JOIN objects o ON o.entry = e.id WHERE NOT "
            + IS_DIRECTORY
            + " AND (o.key IS NULL OR o.content_gen < i.content_gen)"
            + " AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.entry = e.id)"
            + " AND NOT EXISTS (SELECT 1 FROM local_names n WHERE n.entry = e.id)");
  }

  /** Inodes, there or not, for which it is recorded which blocks are here; after one of them. */
  public List<Long> withPresence(long after) throws FsException {
    return sql.all(
        "SELECT inode FROM presence WHERE inode > ? ORDER BY inode" + END,
        row -> row.getLong(1),
        after);
  }

  /** Files with no such record whose count of bytes here is not what follows from that. */
  public List<Long> wrongCounts() throws FsException {
    return ids(
        "SELECT i.id FROM inodes i WHERE "
            + IS_REGULAR
            + " AND (i.cached != max(0, i.size - i.base_limit) OR i.base_limit > i.size)"
            + " AND NOT EXISTS (SELECT 1 FROM presence p WHERE p.inode = i.id)");
  }

  /** Files with bytes here, after one of them. */
  public List<Long> filesWithBytes(long after) throws FsException {
    return sql.all(
        "SELECT i.id FROM inodes i WHERE i.id > ? AND i.cached > 0 AND i.nlink > 0 AND "
            + IS_REGULAR
            + " ORDER BY i.id"
            + END,
        row -> row.getLong(1),
        after);
  }

  /** Files with bytes that are not here and that no object has of which the index knows. */
  public List<Long> withoutBytes() throws FsException {
    return ids(
        "SELECT i.id FROM inodes i WHERE i.nlink > 0 AND i.base_limit > 0 AND i.cached < i.size"
            + " AND "
            + IS_REGULAR
            + " AND NOT EXISTS (SELECT 1 FROM objects o"
            + " WHERE o.inode = i.id AND o.content_gen = i.base_gen AND o.content_gen > 0)");
  }

  private List<Long> ids(String question) throws FsException {
    return sql.all(question + END, row -> row.getLong(1));
  }
}
