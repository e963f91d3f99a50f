package dev.stratus.sync.upload;

/** Told when a file begins to go up, and when that has ended, well or not. Returns at once. */
@FunctionalInterface
public interface TransferListener {

  /**
   * A file goes up, or does not any more.
   *
   * @param runs whether it has begun
   */
  void changed(long inode, boolean runs);
}
