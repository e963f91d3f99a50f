package dev.stratus.cloud.memory;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryBucket} keeps of the past; under the bucket's lock. */
final class MemoryVersions {

  private record Kept(String id, @Nullable StoredObject object, Instant time) {}

  private final Map<String, Deque<Kept>> byKey = new HashMap<>();
  private boolean keeps;
  private long numbers;

  boolean keeps() {
    return keeps;
  }

  /** From now on; what is there already is the first version of each key. */
  void keep(Map<String, StoredObject> present) {
    if (!keeps) {
      keeps = true;
      present.forEach((key, object) -> add(key, object, object.lastModified()));
    }
  }

  void written(String key, StoredObject object) {
    if (keeps) {
      add(key, object, object.lastModified());
    }
  }

  void deleted(String key, Instant time) {
    if (keeps) {
      add(key, null, time);
    }
  }

  private void add(String key, @Nullable StoredObject object, Instant time) {
    byKey
        .computeIfAbsent(key, k -> new ArrayDeque<>())
        .addFirst(new Kept("v" + ++numbers, object, time));
  }

  List<ObjectVersion> list(ObjectKey key, int limit) {
    return byKey.getOrDefault(key.value(), new ArrayDeque<>()).stream()
        .limit(limit)
        .map(kept -> version(key, kept))
        .toList();
  }

  private static ObjectVersion version(ObjectKey key, Kept kept) {
    StoredObject object = kept.object();
    return object == null
        ? new ObjectVersion(key, kept.id(), Optional.empty(), 0, kept.time())
        : new ObjectVersion(
            key, kept.id(), Optional.of(object.etag()), object.bytes().length, kept.time());
  }

  @Nullable StoredObject find(ObjectVersion version) {
    return byKey.getOrDefault(version.key().value(), new ArrayDeque<>()).stream()
        .filter(kept -> kept.id().equals(version.id()))
        .findFirst()
        .map(Kept::object)
        .orElse(null);
  }
}
