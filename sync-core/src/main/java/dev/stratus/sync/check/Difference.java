package dev.stratus.sync.check;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import org.jspecify.annotations.Nullable;

/**
 * A key of which index and listing say different things.
 *
 * @param known what the index says; null if nothing
 * @param listed what the listing says; null if nothing
 */
record Difference(ObjectKey key, @Nullable CloudObject known, @Nullable ObjectInfo listed) {

  Problem problem() {
    return known == null
        ? Problem.OBJECT_UNKNOWN
        : listed == null ? Problem.OBJECT_MISSING : Problem.OBJECT_CHANGED;
  }
}
