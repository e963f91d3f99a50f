package dev.stratus.sync.upload;

import java.time.Clock;

/**
 * How many names are worked on at once. While programs change many files the processors are theirs:
 * a {@code tar x} that shares them with sixteen uploads takes twice as long, and the uploads gain
 * nothing, since they have all the time afterwards.
 *
 * <p>Not thread safe: belongs to the queue's lock.
 */
final class Pace {

  private static final long WINDOW_MILLIS = 100;

  /** What a person's work does not reach, and every unpacking does. */
  private static final int MANY_CHANGES = 20;

  private final Clock clock;
  private final int whileBusy;

  private long windowStart;
  private int changes;
  private long busyUntil = Long.MIN_VALUE;

  /**
   * @param whileBusy how many names at once while programs change many files
   */
  Pace(Clock clock, int whileBusy) {
    this.clock = clock;
    this.whileBusy = whileBusy;
  }

  /** A program changed something. */
  void changed() {
    long now = clock.millis();
    if (now - windowStart >= WINDOW_MILLIS) {
      windowStart = now;
      changes = 0;
    }
    changes++;
    if (changes >= MANY_CHANGES) {
      busyUntil = now + 2 * WINDOW_MILLIS;
    }
  }

  /** Whether programs change many files now. */
  boolean isBusy() {
    return busyUntil > clock.millis();
  }

  /** Until when nothing more may begin while so many names are worked on. */
  long pausedUntil(int running) {
    return running < whileBusy ? Long.MIN_VALUE : busyUntil;
  }
}
