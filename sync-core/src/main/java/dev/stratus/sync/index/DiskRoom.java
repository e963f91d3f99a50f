package dev.stratus.sync.index;

/**
 * The room of the disk below the state directory, in bytes.
 *
 * @param free for everybody
 * @param reserve held back for the index
 */
public record DiskRoom(long free, long reserve) {

  /** Whether new bytes find no room, or soon will not. */
  public boolean isFull() {
    return free < Ballast.STEP;
  }
}
