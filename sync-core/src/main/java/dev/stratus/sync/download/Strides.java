package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises a program that skips equally much from one read to the next, forwards or backwards:
 * one column of a table of fixed rows, every hundredth frame of a film. Not thread safe.
 */
final class Strides {

  /** Three reads at equal distances: two may be chance. */
  private static final int EVIDENCE = 2;

  /** So many reads ahead keep a line of 20 ms busy. */
  private static final int MOST_AHEAD = 32;

  private final long mostBytes;
  private long last = -1;
  private long step;
  private int equalSteps;

  /** How many of the reads that come next were asked for. */
  private int asked;

  /**
   * @param mostBytes that are fetched ahead
   */
  Strides(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Notes a read that goes on where no other one ended.
   *
   * @param length bytes that the read before it took in all
   * @param limit nothing can be fetched from here on
   * @return what should be fetched for the reads that come next
   */
  List<ByteRange> note(long offset, long length, long limit) {
    long skipped = last < 0 ? 0 : offset - last;
    last = offset;
    if (skipped == 0 || skipped != step) {
      step = skipped;
      equalSteps = 1;
      asked = 0;
      return List.of();
    }
    equalSteps++;
    asked = Math.max(0, asked - 1);
    return equalSteps < EVIDENCE || length <= 0 ? List.of() : next(length, limit);
  }

  /** The more steps were equal, the more will be. */
  private List<ByteRange> next(long length, long limit) {
    long most = Math.min(Math.min(MOST_AHEAD, 1L << Math.min(equalSteps, 5)), mostBytes / length);
    List<ByteRange> next = new ArrayList<>();
    while (asked < most) {
      long start = last + (asked + 1) * step;
      if (start < 0 || start >= limit) {
        break;
      }
      next.add(new ByteRange(start, Math.min(limit, start + length)));
      asked++;
    }
    return next;
  }
}
