package dev.stratus.sync.space;

import dev.stratus.sync.index.CloudObject;
import java.util.List;
import java.util.Optional;

/**
 * Whether a local copy may go.
 *
 * @param kept why not; empty if it may
 * @param trusted the objects that then hold the file's bytes, one for each name
 */
record Verdict(Optional<Kept> kept, List<CloudObject> trusted) {

  static Verdict keep(Kept reason) {
    return new Verdict(Optional.of(reason), List.of());
  }

  static Verdict trust(List<CloudObject> objects) {
    return new Verdict(Optional.empty(), List.copyOf(objects));
  }
}
