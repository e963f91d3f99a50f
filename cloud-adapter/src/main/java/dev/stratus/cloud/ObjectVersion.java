package dev.stratus.cloud;

import java.time.Instant;
import java.util.Optional;

/**
 * What a bucket that keeps versions has, or had, under a key.
 *
 * @param id the server's name of it
 * @param etag empty where it says that the object was deleted then
 * @param size in bytes
 * @param lastModified when it was written
 */
public record ObjectVersion(
    ObjectKey key, String id, Optional<ETag> etag, long size, Instant lastModified) {

  /** Whether it has no bytes, but says that there was no object from then on. */
  public boolean isDeletion() {
    return etag.isEmpty();
  }
}
