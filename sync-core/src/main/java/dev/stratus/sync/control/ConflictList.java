package dev.stratus.sync.control;

import java.util.List;

/**
 * Conflicted copies, the latest first.
 *
 * @param count how many there are; {@code conflicts} names the first of them
 */
public record ConflictList(long count, List<Conflict> conflicts) {

  public ConflictList {
    conflicts = List.copyOf(conflicts);
  }
}
