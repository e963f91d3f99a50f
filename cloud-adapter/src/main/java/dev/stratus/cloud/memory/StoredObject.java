package dev.stratus.cloud.memory;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One version of an object; its bytes are never changed. */
final class StoredObject {

  private final byte[] bytes;
  private final ETag etag;
  private final Instant lastModified;
  private final Map<String, String> metadata;

  StoredObject(byte[] bytes, ETag etag, Instant lastModified, Map<String, String> metadata) {
    this.bytes = bytes;
    this.etag = etag;
    this.lastModified = lastModified;
    this.metadata = metadata;
  }

  byte[] bytes() {
    return bytes;
  }

  ETag etag() {
    return etag;
  }

  Instant lastModified() {
    return lastModified;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  ObjectInfo info(ObjectKey key, boolean withMetadata) {
    return new ObjectInfo(
        key,
        bytes.length,
        etag,
        lastModified,
        withMetadata ? Optional.of(metadata) : Optional.empty());
  }
}
