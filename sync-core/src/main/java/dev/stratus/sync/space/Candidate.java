package dev.stratus.sync.space;

import dev.stratus.sync.index.CloudObject;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a local copy.
 *
 * @param trusted the objects that this was decided by; none if it stays
 */
record Candidate(Eviction eviction, List<CloudObject> trusted) {

  boolean goes() {
    return eviction.evicted();
  }

  /** The same file, but it stays. */
  Candidate kept(Kept reason) {
    Eviction staying = new Eviction(eviction.inode(), eviction.path(), 0, Optional.of(reason));
    return new Candidate(staying, List.of());
  }
}
