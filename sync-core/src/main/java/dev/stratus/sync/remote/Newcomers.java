package dev.stratus.sync.remote;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.Memories;
import java.time.Duration;
import java.util.Optional;

/**
 * New keys that another Stratus seems to be renaming files to, by the old keys, whose ends decide
 * them: whoever finds an old key gone asks here first, so that its file moves, instead of going
 * with the old key and coming back under the new one at the next compare.
 */
final class Newcomers {

  /** Some megabytes; what is more is found by the compares. */
  private static final int MOST = 20_000;

  /** Much longer than any rename takes. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final Cache<ObjectKey, ObjectKey> byOld = cache();

  /** Those for which nothing but the end of the old key is to be waited for. */
  private final Cache<ObjectKey, Boolean> patient = cache();

  private static <V> Cache<ObjectKey, V> cache() {
    return Memories.of(MOST).expireAfterWrite(REMEMBERED).build();
  }

  /**
   * A new key waits for the end of an old one. To be called before it is looked whether that has
   * come, lest it comes unseen in between.
   *
   * @param alone false if something else may decide it too
   */
  void expect(ObjectKey old, ObjectKey next, boolean alone) {
    byOld.put(old, next);
    if (alone) {
      patient.put(next, true);
    }
  }

  /** A new key waits no longer. */
  void decided(ObjectKey old, ObjectKey next) {
    byOld.asMap().remove(old, next);
    patient.invalidate(next);
  }

  /** A key is not to be waited for any more; what waited is still to be looked at. */
  void forget(ObjectKey old) {
    byOld.invalidate(old);
  }

  /** What waits for the end of a key. */
  Optional<ObjectKey> after(ObjectKey old) {
    return Optional.ofNullable(byOld.getIfPresent(old));
  }

  /** Whether a new key waits for nothing but the end of an old one. */
  boolean isPatient(ObjectKey next) {
    return patient.getIfPresent(next) != null;
  }

  boolean isEmpty() {
    byOld.cleanUp();
    return byOld.asMap().isEmpty();
  }
}
