package dev.stratus.sync.rounds;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is to be seen of a sync at one moment.
 *
 * @param comparing whether it is found out what changed in the cloud
 * @param uploading whether something goes up, or did since the last look
 * @param waits whether something is to go up, in vain or not
 * @param troubles what keeps things from moving
 */
public record RoundFacts(
    boolean comparing, boolean uploading, boolean waits, Set<Trouble> troubles) {

  public RoundFacts {
    troubles = troubles.isEmpty() ? Set.of() : EnumSet.copyOf(troubles);
  }

  Happening happening() {
    if (comparing || uploading || (waits && troubles.isEmpty())) {
      return Happening.WORK;
    }
    return waits || !troubles.isEmpty() ? Happening.STUCK : Happening.DONE;
  }
}
