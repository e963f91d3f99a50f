package dev.stratus.sync.index;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of one connection. */
public final class EntryTable {

  private static final String SELECT = "SELECT id, parent, name, inode FROM entries WHERE ";

  private static final String WALK =
      "SELECT e.id, e.parent, e.name, e.inode, i.mode, i.size, i.cached FROM entries e"
          + " JOIN inodes i ON i.id = e.inode WHERE ";

  private static final String STATES =
      "SELECT e.id, e.parent, e.name, e.inode, i.mode, i.nlink, i.size, i.cached, i.flags,"
          + " i.content_gen, o.key,"
          + " p.entry, p.subtree, p.nonce, p.attempts, p.not_before, p.failure, p.reason"
          + " FROM entries e JOIN inodes i ON i.id = e.inode"
          + " LEFT JOIN objects o ON o.entry = e.id LEFT JOIN pending p ON p.entry = e.id"
          + " WHERE e.parent = ? AND e.name > ? ORDER BY e.name LIMIT ?";

  /** The two tables are small beside all names, which have no order of their own. */
  private static final String NEVER_UPLOADED =
      "id IN (SELECT entry FROM local_names UNION SELECT entry FROM pending)"
          + " AND NOT EXISTS (SELECT 1 FROM objects o WHERE o.entry = entries.id)"
          + " AND name >= ? AND name < ?";

  private static final String CACHED =
      "SELECT e.id, e.parent, e.name, e.inode, i.cached, i.visit, o.key IS NOT NULL,"
          + " p.entry IS NOT NULL FROM inodes i JOIN entries e ON e.inode = i.id"
          + " LEFT JOIN objects o ON o.entry = e.id LEFT JOIN pending p ON p.entry = e.id"
          + " WHERE i.id > ? AND i.cached > 0 ORDER BY i.id LIMIT ?";

  private static final String PLACES =
      "SELECT e.id, e.parent, e.name, e.inode, o.key, p.entry IS NOT NULL FROM entries e"
          + " LEFT JOIN objects o ON o.entry = e.id LEFT JOIN pending p ON p.entry = e.id"
          + " WHERE e.inode = ?";

  /** Of many inodes, that are given as a JSON array: their number is no part of the statement. */
  private static final String NAMED_OBJECTS =
      "SELECT e.id, e.parent, e.name, e.inode,"
          + " o.key, o.entry, o.inode, o.etag, o.size, o.modified, o.content_gen, o.meta_gen, o.seq,"
          + " p.entry, p.subtree, p.nonce, p.attempts, p.not_before, p.failure, p.reason"
          + " FROM entries e LEFT JOIN objects o ON o.entry = e.id"
          + " LEFT JOIN pending p ON p.entry = e.id"
          + " WHERE e.inode IN (SELECT value FROM json_each(?)) ORDER BY e.inode, e.id";

  private final Sql sql;

  EntryTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<Entry> get(long id) throws FsException {
    return sql.one(SELECT + "id = ?", EntryTable::entry, id);
  }

  public Optional<Entry> find(long parent, String name) throws FsException {
    return sql.one(SELECT + "parent = ? AND name = ?", EntryTable::entry, parent, name);
  }

  /** All names of an inode. */
  public List<Entry> ofInode(long inode) throws FsException {
    return sql.all(SELECT + "inode = ? ORDER BY id", EntryTable::entry, inode);
  }

  /**
   * A name, and where its object lies.
   *
   * @param key null if it has none
   * @param pending whether the uploader has to look at it
   */
  public record Place(Entry entry, @Nullable ObjectKey key, boolean pending) {}

  /** All names of an inode, with what one statement tells of each. */
  public List<Place> places(long inode) throws FsException {
    return sql.all(PLACES, EntryTable::place, inode);
  }

  private static Place place(ResultSet row) throws SQLException {
    String key = row.getString(5);
    return new Place(entry(row), key == null ? null : new ObjectKey(key), row.getBoolean(6));
  }

  /** Names that begin so, and of which the cloud has nothing. */
  public List<Entry> neverUploaded(String prefix) throws FsException {
    return sql.all(
        SELECT + NEVER_UPLOADED, EntryTable::entry, prefix, prefix + Character.MAX_VALUE);
  }

  /** Names in a directory in the order of their numbers, after one of them. */
  public List<Entry> list(long parent, long after, int limit) throws FsException {
    return sql.all(
        SELECT + "parent = ? AND id > ? ORDER BY id LIMIT ?",
        EntryTable::entry,
        parent,
        after,
        limit);
  }

  /** The same with the mode of what each name leads to. */
  public List<ListedEntry> listWithModes(long parent, long after, int limit) throws FsException {
    return sql.all(
        "SELECT e.id, e.parent, e.name, e.inode, i.mode FROM entries e"
            + " JOIN inodes i ON i.id = e.inode"
            + " WHERE e.parent = ? AND e.id > ? ORDER BY e.id LIMIT ?",
        row -> new ListedEntry(entry(row), row.getInt(5)),
        parent,
        after,
        limit);
  }

  /** Names in a directory in the order of their numbers, for a walk over the tree. */
  public List<WalkedEntry> walkByNumber(long parent, long after, int limit) throws FsException {
    return sql.all(
        WALK + "e.parent = ? AND e.id > ? ORDER BY e.id LIMIT ?",
        EntryTable::walked,
        parent,
        after,
        limit);
  }

  /** The same in the order of the names' bytes. */
  public List<WalkedEntry> walkByName(long parent, String after, int limit) throws FsException {
    return sql.all(
        WALK + "e.parent = ? AND e.name > ? ORDER BY e.name LIMIT ?",
        EntryTable::walked,
        parent,
        after,
        limit);
  }

  /** Names in a directory in the order of their bytes, with what is known of their states. */
  public List<StateRow> states(long parent, String after, int limit) throws FsException {
    return sql.all(STATES, EntryTable::state, parent, after, limit);
  }

  /** Names of files with bytes here, in the order of the inodes; not all names of the last one. */
  public List<CachedEntry> cached(long afterInode, int limit) throws FsException {
    return sql.all(
        CACHED,
        row ->
            new CachedEntry(
                entry(row), row.getLong(5), row.getLong(6), row.getBoolean(7), row.getBoolean(8)),
        afterInode,
        limit);
  }

  /** All names of some inodes with their objects, in the order of the inodes. */
  public List<NamedObject> withObjects(Collection<Long> inodes) throws FsException {
    return sql.all(NAMED_OBJECTS, EntryTable::named, inodes.toString());
  }

  private static NamedObject named(ResultSet row) throws SQLException {
    boolean uploaded = row.getString(5) != null;
    row.getLong(14);
    boolean waits = !row.wasNull();
    return new NamedObject(
        entry(row),
        uploaded ? Optional.of(ObjectTable.object(row, 4)) : Optional.empty(),
        waits ? Optional.of(PendingTable.pending(row, 13)) : Optional.empty());
  }

  private static StateRow state(ResultSet row) throws SQLException {
    row.getLong(12);
    Pending pending = row.wasNull() ? null : PendingTable.pending(row, 11);
    return new StateRow(
        entry(row),
        row.getInt(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        (row.getInt(9) & Inode.LISTED) != 0,
        row.getLong(10),
        pending,
        row.getString(11));
  }

  private static WalkedEntry walked(ResultSet row) throws SQLException {
    return new WalkedEntry(entry(row), row.getInt(5), row.getLong(6), row.getLong(7));
  }

  public boolean isEmpty(long parent) throws FsException {
    return sql.number("SELECT EXISTS (SELECT 1 FROM entries WHERE parent = ?)", parent) == 0;
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*) FROM entries");
  }

  void put(Entry entry) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO entries(id, parent, name, inode) VALUES (?,?,?,?)",
        entry.id(),
        entry.parent(),
        entry.name(),
        entry.inode());
  }

  void delete(long id) throws FsException {
    sql.update("DELETE FROM entries WHERE id = ?", id);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4));
  }
}
