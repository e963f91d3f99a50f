package dev.stratus.sync.index;

import dev.stratus.cloud.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload that was begun and neither completed nor given up on the server.
 *
 * @param nonce of the attempt that began it, which its object will carry
 * @param entry the name whose object it is to become
 * @param uploadId what the server calls it; null while the answer to its creation is not here
 * @param contentGeneration of the inode whose bytes it holds
 * @param metaGeneration of the inode whose attributes it holds
 * @param partBytes the size of each part but the last
 * @param sinceMillis when its creation was asked for
 */
public record PartUpload(
    String nonce,
    long entry,
    ObjectKey key,
    @Nullable String uploadId,
    long contentGeneration,
    long metaGeneration,
    long partBytes,
    long sinceMillis) {

  /** What a server that has answered calls it. */
  public String requireId() {
    if (uploadId == null) {
      throw new IllegalStateException("not known to be begun: " + this);
    }
    return uploadId;
  }

  /** The same, known to the server by this name. */
  public PartUpload withId(String id) {
    return new PartUpload(
        nonce, entry, key, id, contentGeneration, metaGeneration, partBytes, sinceMillis);
  }
}
