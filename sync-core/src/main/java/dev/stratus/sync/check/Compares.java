package dev.stratus.sync.check;

import java.util.Optional;

/** The remote room's compare, which decides what follows from what the bucket has. */
public interface Compares {

  /** What keeps a compare from doing all that follows. */
  enum Held {
    /** So many files are gone that a human must say whether they shall go here too. */
    REMOVALS,
    /** The bucket is another one, or empty: nothing goes up either. */
    BUCKET
  }

  /** Whether every object in the bucket was listed once. */
  boolean isListed();

  /** What waits for a human now. */
  Optional<Held> held();

  /**
   * Lets a compare begin.
   *
   * @return tells whether it has come to its end, or cannot
   */
  Ended begin();

  /** Asked again and again. */
  @FunctionalInterface
  interface Ended {
    boolean now();
  }
}
