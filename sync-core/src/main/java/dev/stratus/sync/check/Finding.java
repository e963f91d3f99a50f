package dev.stratus.sync.check;

/**
 * Something that the check found.
 *
 * @param where a path below the mount's root, a key, or what else names it
 * @param what it is, as part of a sentence
 */
public record Finding(Problem problem, String where, String what, Outcome outcome) {

  /** What became of it. */
  public enum Outcome {
    /** Nobody asked for a repair. */
    FOUND,
    REPAIRED,
    /** It cannot be repaired, or not now. */
    REMAINS
  }
}
