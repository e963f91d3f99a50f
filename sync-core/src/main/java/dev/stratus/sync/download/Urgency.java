package dev.stratus.sync.download;

/** Who waits for a fetch; the more urgent ones come first. */
public enum Urgency {
  /** A program waits in its read. */
  READER,
  /** A changed file must be whole before it can be uploaded, while its base still exists. */
  DIRTY,
  /** A sequential reader will want these bytes soon. */
  READ_AHEAD,
  /** A program that reads file after file will probably want this one soon. */
  SCAN,
  /** Somebody asked for the whole file. */
  REQUESTED;

  /** Whether nobody asked for it: it is dropped rather than that anything suffers from it. */
  public boolean isGuess() {
    return this == READ_AHEAD || this == SCAN;
  }
}
