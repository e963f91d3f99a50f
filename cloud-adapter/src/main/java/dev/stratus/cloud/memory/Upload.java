package dev.stratus.cloud.memory;

import dev.stratus.cloud.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A multipart upload under way; guarded by its bucket. */
final class Upload {

  final ObjectKey key;
  final Map<String, String> metadata;
  final Instant initiated;
  final TreeMap<Integer, StoredObject> parts = new TreeMap<>();

  Upload(ObjectKey key, Map<String, String> metadata, Instant initiated) {
    this.key = key;
    this.metadata = metadata;
    this.initiated = initiated;
  }
}
