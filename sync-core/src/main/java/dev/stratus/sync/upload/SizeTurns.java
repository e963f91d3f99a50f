package dev.stratus.sync.upload;

import java.util.Optional;

/**
 * Of small files as many go up at once as there are workers: each waits for the cloud most of the
 * time. Larger ones take turns, those that go up in parts among themselves.
 */
final class SizeTurns {

  /** From here on it is the line that takes the time. */
  private static final long MIDDLE = 256 << 10;

  private static final int MIDDLE_AT_ONCE = 12;
  private static final int LARGE_AT_ONCE = 4;

  private final long largeBytes;
  private final Turns middle;
  private final Turns large;

  /**
   * @param largeBytes from which size files go up in parts
   */
  SizeTurns(long largeBytes, WorkQueue queue) {
    this.largeBytes = largeBytes;
    this.middle = new Turns(MIDDLE_AT_ONCE, queue);
    this.large = new Turns(LARGE_AT_ONCE, queue);
  }

  /** Where a file of a size takes its turn; empty if it needs none. */
  Optional<Turns> of(long size) {
    if (size >= largeBytes) {
      return Optional.of(large);
    }
    return size >= MIDDLE ? Optional.of(middle) : Optional.empty();
  }

  /** Gives a turn back, if the name had one. */
  void end(long entry) {
    middle.end(entry);
    large.end(entry);
  }
}
