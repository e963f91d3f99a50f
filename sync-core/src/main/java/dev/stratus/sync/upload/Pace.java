package dev.stratus.sync.upload;

/**
 * How many names are worked on at once. While programs change many files the processors are theirs:
 * a {@code tar x} that shares them with all uploads takes twice as long, and the uploads gain
 * nothing, since they have all the time afterwards. A short burst has them for itself; while a long
 * one goes on, a few uploads do too.
 *
 * <p>Not thread safe: belongs to the queue's lock.
 */
final class Pace {

  /** Short, since nothing goes up for two of them after the last change. */
  private static final long WINDOW_MILLIS = 25;

  /** What a person's work does not reach, and every unpacking does. */
  private static final int MANY_CHANGES = 5;

  /** Longer than most unpackings, short to a person who waits for the upload. */
  private static final long BURST_MILLIS = 2_000;

  private final SteadyTime time;
  private final int whileBusy;

  private long windowStart;
  private int changes;
  private long busySince;
  private long busyUntil = Long.MIN_VALUE;

  /**
   * @param whileBusy how many names at once while programs change many files for long
   */
  Pace(SteadyTime time, int whileBusy) {
    this.time = time;
    this.whileBusy = whileBusy;
  }

  /** A program changed something. */
  void changed() {
    long now = time.millis();
    if (now - windowStart >= WINDOW_MILLIS) {
      windowStart = now;
      changes = 0;
    }
    changes++;
    if (changes >= MANY_CHANGES) {
      if (busyUntil <= now) {
        busySince = now;
      }
      busyUntil = now + 2 * WINDOW_MILLIS;
    }
  }

  /** Whether programs change many files now. */
  boolean isBusy() {
    return busyUntil > time.millis();
  }

  /** Until when nothing more may begin while so many names are worked on. */
  long pausedUntil(int running) {
    if (running >= whileBusy) {
      return busyUntil;
    }
    return Math.min(busyUntil, busySince + BURST_MILLIS);
  }
}
