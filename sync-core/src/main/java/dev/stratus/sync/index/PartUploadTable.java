package dev.stratus.sync.index;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.sync.FsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The multipart uploads that are under way, and their parts, over one connection. */
public final class PartUploadTable {

  private static final String COLUMNS =
      "nonce, entry, key, upload_id, content_gen, meta_gen, part_bytes, since";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM uploads WHERE ";

  private final Sql sql;

  PartUploadTable(Sql sql) {
    this.sql = sql;
  }

  public Optional<PartUpload> get(String nonce) throws FsException {
    return sql.one(SELECT + "nonce = ?", PartUploadTable::upload, nonce);
  }

  /** Those that were begun for a name; all but one of them of no use any more. */
  public List<PartUpload> ofEntry(long entry) throws FsException {
    return sql.all(SELECT + "entry = ?", PartUploadTable::upload, entry);
  }

  public List<PartUpload> all() throws FsException {
    return sql.all(SELECT + "1 = 1", PartUploadTable::upload);
  }

  /** The parts that the server took, by number. */
  public List<SentPart> parts(String nonce) throws FsException {
    return sql.all(
        "SELECT number, etag, size, crc FROM upload_parts WHERE nonce = ? ORDER BY number",
        row ->
            new SentPart(
                new PartTag(row.getInt(1), new ETag(row.getString(2)), row.getLong(3)),
                row.getInt(4)),
        nonce);
  }

  void put(PartUpload upload) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO uploads(" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?)",
        upload.nonce(),
        upload.entry(),
        upload.key().value(),
        upload.uploadId(),
        upload.contentGeneration(),
        upload.metaGeneration(),
        upload.partBytes(),
        upload.sinceMillis());
  }

  void putPart(String nonce, SentPart part) throws FsException {
    sql.update(
        "INSERT OR REPLACE INTO upload_parts(nonce, number, etag, size, crc) VALUES (?,?,?,?,?)",
        nonce,
        part.tag().number(),
        part.tag().etag().value(),
        part.tag().size(),
        part.crc32c());
  }

  void delete(String nonce) throws FsException {
    if (sql.update("DELETE FROM uploads WHERE nonce = ?", nonce) > 0) {
      sql.update("DELETE FROM upload_parts WHERE nonce = ?", nonce);
    }
  }

  private static PartUpload upload(ResultSet row) throws SQLException {
    return new PartUpload(
        row.getString(1),
        row.getLong(2),
        new ObjectKey(row.getString(3)),
        row.getString(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8));
  }
}
