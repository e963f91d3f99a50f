package dev.stratus.sync.download;

/** Who waits for a fetch; the more urgent ones come first. */
public enum Urgency {
  /** A program waits in its read. */
  READER,
  /** A changed file must be whole before it can be uploaded, while its base still exists. */
  DIRTY,
  /** A sequential reader will want these bytes soon. */
  READ_AHEAD,
  /** Somebody asked for the whole file. */
  REQUESTED
}
