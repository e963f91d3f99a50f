package dev.stratus.sync.core;

/**
 * What may go over a network where bytes cost. What somebody waits for always may.
 *
 * @param uploads whether uploads may
 * @param downloads whether downloads may that go on behind
 */
public record MeteredUse(boolean uploads, boolean downloads) {

  /** Nothing that can wait. */
  public static final MeteredUse NONE = new MeteredUse(false, false);
}
