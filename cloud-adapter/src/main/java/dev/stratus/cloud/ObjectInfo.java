package dev.stratus.cloud;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a store says about one object.
 *
 * @param size in bytes
 * @param lastModified the server's time of the last change of bytes or metadata
 * @param metadata user metadata, names in lower case without {@code x-amz-meta-}; empty where this
 *     answer did not bring it (a listing that was asked for {@linkplain
 *     ListRequest#withoutMetadata() without it}, or of a server that has no {@link
 *     Capabilities#listsMetadata()})
 */
public record ObjectInfo(
    ObjectKey key,
    long size,
    ETag etag,
    Instant lastModified,
    Optional<Map<String, String>> metadata) {

  public ObjectInfo {
    metadata = metadata.map(Map::copyOf);
  }
}
