package dev.stratus.sync.index;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The inodes of one connection. */
public final class InodeTable {

  private static final String COLUMNS =
      "id, mode, nlink, uid, gid, rdev, size, atime, mtime, ctime, visit, cloud_id, content_id,"
          + " link_group, content_gen, meta_gen, synced_gen, base_gen, base_limit, cached, flags, visited";

  private static final String INSERT =
      "INSERT INTO inodes(" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

  /** As the two indexes say it. */
  private static final String ONCE = "cached > 0 AND visited < 2";

  private static final String AGAIN = "cached > 0 AND visited >= 2";

  private static final String CACHED = "SELECT visit, cached, id FROM inodes WHERE ";

  /** So that a look begins where the last one ended, and costs the same everywhere. */
  private static final String AFTER = " AND (visit, cached, id) > (?, ?, ?)";

  private static final String IN_ORDER = " ORDER BY visit, cached, id LIMIT ?";

  /** What nobody waits for to be uploaded. */
  private static final String EVICTABLE =
      AFTER
          + " AND NOT EXISTS (SELECT 1 FROM entries e"
          + " JOIN pending p ON p.entry = e.id WHERE e.inode = inodes.id)"
          + IN_ORDER;

  private static final String BY_VISIT =
      CACHED
          + (ONCE + AFTER + " AND visit <= ? UNION ALL ")
          + CACHED
          + (AGAIN + AFTER + " AND visit <= ?")
          + IN_ORDER;

  /** How many pages the bytes take that are here of a file. */
  private static final String HOLLOW =
      "SELECT id FROM inodes WHERE (mode & "
          + FileMode.TYPE_MASK
          + ") = "
          + FileMode.DIRECTORY
          + " AND (flags & "
          + Inode.EXPLICIT
          + ") = 0 AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.parent = inodes.id)";

  private static final String PAGES =
      "(cached + " + (CachedBytes.PAGE - 1) + ") / " + CachedBytes.PAGE;

  private final Sql sql;

  InodeTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<Inode> get(long id) throws FsException {
    return sql.one("SELECT " + COLUMNS + " FROM inodes WHERE id = ?", InodeTable::inode, id);
  }

  /** Inodes that a cloud id belongs to; more than one only while a change is half seen. */
  public List<Inode> byCloudId(String cloudId) throws FsException {
    return sql.all(
        "SELECT " + COLUMNS + " FROM inodes WHERE cloud_id = ?", InodeTable::inode, cloudId);
  }

  /** Files of a size whose bytes had this id when they were last known. Reads all rows. */
  public List<Inode> withContent(String contentId, long size) throws FsException {
    return sql.all(
        "SELECT " + COLUMNS + " FROM inodes WHERE content_id = ? AND size = ?",
        InodeTable::inode,
        contentId,
        size);
  }

  /** Inodes whose last bytes are not known to survive the death of the machine. */
  public List<Inode> unsynced(long after, int limit) throws FsException {
    return some("synced_gen < content_gen AND id > ?", after, limit);
  }

  /** Directories that exist only because of what is in them, and have nothing. Reads all rows. */
  public List<Long> hollow() throws FsException {
    return sql.all(HOLLOW, row -> row.getLong(1));
  }

  /** Inodes that lost their last name. Who has one stays, whatever its link count says. */
  public List<Inode> nameless() throws FsException {
    return sql.all(
        "SELECT "
            + COLUMNS
            + " FROM inodes WHERE nlink = 0"
            + " AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.inode = inodes.id)",
        InodeTable::inode);
  }

  /** Inodes that are pinned for themselves. Looks at every row: for work behind only. */
  public List<Inode> pinned(long after, int limit) throws FsException {
    return some("flags & " + Inode.PINNED + " <> 0 AND id > ?", after, limit);
  }

  /**
   * Files with bytes here, the one opened longest ago first.
   *
   * @param after the last one that is known
   * @param until no file that was opened after this time
   */
  public List<CachedFile> cachedByVisit(CachedFile after, long until, int limit)
      throws FsException {
    return sql.all(
        BY_VISIT,
        InodeTable::cachedFile,
        after.visit(),
        after.cached(),
        after.inode(),
        until,
        after.visit(),
        after.cached(),
        after.inode(),
        until,
        limit);
  }

  /**
   * Files with bytes here and nothing to be uploaded, the one opened longest ago first.
   *
   * @param again whether those that were opened again since they came, or the others
   * @param after the last one that is known
   */
  public List<CachedFile> evictable(boolean again, CachedFile after, int limit) throws FsException {
    return sql.all(
        CACHED + (again ? AGAIN : ONCE) + EVICTABLE,
        InodeTable::cachedFile,
        after.visit(),
        after.cached(),
        after.inode(),
        limit);
  }

  /** Those of some files of which no byte is here. */
  public List<Long> withoutBytesHere(Collection<Long> inodes) throws FsException {
    return sql.all(
        "SELECT id FROM inodes WHERE id IN (SELECT value FROM json_each(?))"
            + " AND cached = 0 AND size > 0",
        row -> row.getLong(1),
        inodes.toString());
  }

  /** Those of some numbers that no inode has. */
  public List<Long> unknown(Collection<Long> numbers) throws FsException {
    return sql.all(
        "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM inodes WHERE id = value)",
        row -> row.getLong(1),
        numbers.toString());
  }

  /** How many bytes are here; reads one of the table's indexes from end to end. */
  CachedBytes cachedBytes() throws FsException {
    CachedBytes once = sum(ONCE);
    CachedBytes again = sum(AGAIN);
    return new CachedBytes(once.total(), 0, once.room())
        .plus(new CachedBytes(again.total(), again.total(), again.room()));
  }

  private CachedBytes sum(String condition) throws FsException {
    return sql.one(
            "SELECT sum(cached), sum(" + PAGES + ") FROM inodes WHERE " + condition,
            row -> new CachedBytes(row.getLong(1), 0, row.getLong(2) * CachedBytes.PAGE))
        .orElse(CachedBytes.NONE);
  }

  /** How many bytes files have of which something waits for its upload. */
  public long waitingBytes() throws FsException {
    return sql.number(
        "SELECT sum(cached) FROM inodes WHERE id IN"
            + " (SELECT e.inode FROM pending p JOIN entries e ON e.id = p.entry)");
  }

  /** How many files have bytes here. */
  public long cachedFiles() throws FsException {
    return sql.number("SELECT count(*) FROM inodes WHERE " + ONCE)
        + sql.number("SELECT count(*) FROM inodes WHERE " + AGAIN);
  }

  /** How many of them were opened after a time. */
  public long cachedFilesAfter(long nanos) throws FsException {
    return sql.number("SELECT count(*) FROM inodes WHERE cached > 0 AND visit > ?", nanos);
  }

  /** How many bytes of these are here. */
  public long cachedBytesAfter(long nanos) throws FsException {
    return sql.number("SELECT sum(cached) FROM inodes WHERE cached > 0 AND visit > ?", nanos);
  }

  public long count() throws FsException {
    return sql.number("SELECT count(*) FROM inodes");
  }

  private List<Inode> some(String condition, long after, int limit) throws FsException {
    return sql.all(
        "SELECT " + COLUMNS + " FROM inodes WHERE " + condition + " ORDER BY id LIMIT ?",
        InodeTable::inode,
        after,
        limit);
  }

  /** Records an inode that has no row yet. */
  void insert(Inode inode) throws FsException {
    sql.update(
        INSERT,
        inode.id(),
        inode.mode(),
        inode.nlink(),
        inode.uid(),
        inode.gid(),
        inode.rdev(),
        inode.size(),
        inode.atime(),
        inode.mtime(),
        inode.ctime(),
        inode.visit(),
        inode.cloudId(),
        inode.contentId(),
        inode.linkGroup(),
        inode.contentGeneration(),
        inode.metaGeneration(),
        inode.syncedGeneration(),
        inode.baseGeneration(),
        inode.baseLimit(),
        inode.cached(),
        inode.flags(),
        inode.visited().code());
  }

  /** Records the next version of an inode. */
  void update(Inode before, Inode next) throws FsException {
    InodeUpdate update = InodeUpdate.between(before, next);
    sql.update(update.sql(), update.arguments());
  }

  void delete(long id) throws FsException {
    sql.update("DELETE FROM inodes WHERE id = ?", id);
  }

  private static CachedFile cachedFile(ResultSet row) throws SQLException {
    return new CachedFile(row.getLong(1), row.getLong(2), row.getLong(3));
  }

  private static Inode inode(ResultSet row) throws SQLException {
    return new Inode.Edit(row.getLong(1), row.getString(12))
        .mode(row.getInt(2))
        .nlink(row.getInt(3))
        .owner(row.getInt(4), row.getInt(5))
        .rdev(row.getLong(6))
        .size(row.getLong(7))
        .atime(row.getLong(8))
        .mtime(row.getLong(9))
        .ctime(row.getLong(10))
        .visit(row.getLong(11))
        .contentGeneration(row.getLong(15), row.getString(13))
        .linkGroup(row.getString(14))
        .metaGeneration(row.getLong(16))
        .syncedGeneration(row.getLong(17))
        .base(row.getLong(18), row.getLong(19))
        .cached(row.getLong(20))
        .flags(row.getInt(21))
        .visited(Visited.of(row.getInt(22)))
        .done();
  }
}
