package dev.stratus.sync.index;

import java.util.List;

/** The tables, and the version of their form. */
final class Schema {

  /** Raised with every change that an older program could not read. */
  static final int VERSION = 5;

  static final String UPLOADS =
      """
      CREATE TABLE uploads (
        nonce TEXT PRIMARY KEY,
        entry INTEGER NOT NULL, key TEXT NOT NULL, upload_id TEXT,
        content_gen INTEGER NOT NULL, meta_gen INTEGER NOT NULL,
        part_bytes INTEGER NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID
      """;

  static final String UPLOADS_ENTRY = "CREATE INDEX uploads_entry ON uploads(entry)";

  static final String UPLOAD_PARTS =
      """
      CREATE TABLE upload_parts (
        nonce TEXT NOT NULL, number INTEGER NOT NULL,
        etag TEXT NOT NULL, size INTEGER NOT NULL, crc INTEGER NOT NULL,
        PRIMARY KEY (nonce, number)) WITHOUT ROWID
      """;

  static final String CONFLICTS =
      """
      CREATE TABLE conflicts (
        entry INTEGER PRIMARY KEY,
        name TEXT NOT NULL, original TEXT NOT NULL, made INTEGER NOT NULL)
      """;

  /**
   * In the order of evictions; the count of bytes is in it so that they can be added up quickly.
   */
  static final String CACHED_ONCE =
      "CREATE INDEX inodes_once ON inodes(visit, cached) WHERE cached > 0 AND visited < 2";

  static final String CACHED_AGAIN =
      "CREATE INDEX inodes_again ON inodes(visit, cached) WHERE cached > 0 AND visited >= 2";

  static final String LOCAL_NAMES = "CREATE TABLE local_names (entry INTEGER PRIMARY KEY)";

  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE inodes (
            id INTEGER PRIMARY KEY,
            mode INTEGER NOT NULL, nlink INTEGER NOT NULL,
            uid INTEGER NOT NULL, gid INTEGER NOT NULL, rdev INTEGER NOT NULL,
            size INTEGER NOT NULL,
            atime INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL,
            visit INTEGER NOT NULL,
            cloud_id TEXT NOT NULL, content_id TEXT NOT NULL, link_group TEXT,
            content_gen INTEGER NOT NULL, meta_gen INTEGER NOT NULL,
            synced_gen INTEGER NOT NULL,
            base_gen INTEGER NOT NULL, base_limit INTEGER NOT NULL,
            cached INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            visited INTEGER NOT NULL DEFAULT 0)
          """,
          "CREATE INDEX inodes_cloud_id ON inodes(cloud_id)",
          CACHED_ONCE,
          CACHED_AGAIN,
          "CREATE INDEX inodes_unsynced ON inodes(id) WHERE synced_gen < content_gen",
          "CREATE INDEX inodes_nameless ON inodes(id) WHERE nlink = 0",
          """
          CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            parent INTEGER NOT NULL, name TEXT NOT NULL, inode INTEGER NOT NULL)
          """,
          "CREATE UNIQUE INDEX entries_name ON entries(parent, name)",
          // SQLite ends each index with the row's id: this one lists a directory in cookie order.
          "CREATE INDEX entries_parent ON entries(parent)",
          "CREATE INDEX entries_inode ON entries(inode)",
          """
          CREATE TABLE objects (
            key TEXT PRIMARY KEY,
            entry INTEGER, inode INTEGER NOT NULL,
            etag TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            content_gen INTEGER NOT NULL, meta_gen INTEGER NOT NULL, seq INTEGER NOT NULL)
            WITHOUT ROWID
          """,
          "CREATE INDEX objects_entry ON objects(entry) WHERE entry IS NOT NULL",
          "CREATE INDEX objects_unwanted ON objects(key) WHERE entry IS NULL",
          "CREATE INDEX objects_inode ON objects(inode)",
          """
          CREATE TABLE pending (
            entry INTEGER PRIMARY KEY,
            subtree INTEGER NOT NULL, nonce TEXT,
            attempts INTEGER NOT NULL, not_before INTEGER NOT NULL,
            failure TEXT, reason TEXT)
          """,
          "CREATE INDEX pending_failed ON pending(entry) WHERE failure IS NOT NULL",
          UPLOADS,
          UPLOADS_ENTRY,
          UPLOAD_PARTS,
          "CREATE TABLE presence (inode INTEGER PRIMARY KEY, blocks BLOB NOT NULL)",
          "CREATE TABLE targets (inode INTEGER PRIMARY KEY, target TEXT NOT NULL)",
          """
          CREATE TABLE xattrs (
            inode INTEGER NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL,
            PRIMARY KEY (inode, name)) WITHOUT ROWID
          """,
          CONFLICTS,
          LOCAL_NAMES,
          "CREATE TABLE findings (key TEXT PRIMARY KEY, what TEXT NOT NULL) WITHOUT ROWID",
          "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");

  private Schema() {}
}
