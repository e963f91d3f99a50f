package dev.stratus.sync.index;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was last seen in the cloud.
 *
 * @param entry the name it belongs to; null when nothing here wants it any more and it is to be
 *     deleted
 * @param inode whose bytes it has
 * @param size in bytes
 * @param modifiedMillis Last-Modified
 * @param contentGeneration the inode's generation that its bytes are
 * @param metaGeneration the inode's generation that its metadata are
 * @param seq the index's sequence number when this was recorded
 */
public record CloudObject(
    ObjectKey key,
    @Nullable Long entry,
    long inode,
    ETag etag,
    long size,
    long modifiedMillis,
    long contentGeneration,
    long metaGeneration,
    long seq) {

  /** The same as it was last seen, under another key. */
  public CloudObject movedTo(ObjectKey other, long newSeq) {
    return new CloudObject(
        other, entry, inode, etag, size, modifiedMillis, contentGeneration, metaGeneration, newSeq);
  }

  /** The same as it was last seen, as the object of a name. */
  public CloudObject ofName(long name) {
    return new CloudObject(
        key, name, inode, etag, size, modifiedMillis, contentGeneration, metaGeneration, seq);
  }

  /** An object that no name ever had, and that is to be deleted. */
  public static CloudObject unwanted(ObjectInfo info, long seq) {
    long modified = info.lastModified().toEpochMilli();
    return new CloudObject(info.key(), null, 0, info.etag(), info.size(), modified, 0, 0, seq);
  }
}
