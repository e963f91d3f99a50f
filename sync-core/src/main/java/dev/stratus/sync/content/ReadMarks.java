package dev.stratus.sync.content;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which parts of a file were read lately, for who has to give some of them up: a clock with one bit
 * for each part and one hand. Who reads a file once from its beginning to its end loses what it
 * read first, and what is read again and again stays. Of a file of which nobody read anything, the
 * end goes first: a player and {@code file} begin at the beginning. Not thread safe.
 */
final class ReadMarks {

  /** Blocks of a part: finer ones would only make more holes. */
  private static final int PART = 16;

  private final BitSet marks = new BitSet();
  private long hand;
  private boolean isRead;

  /** Bytes are being read. */
  void read(long offset, long end) {
    isRead = true;
    marks.set((int) (Blocks.of(offset) / PART), (int) ((Blocks.ceil(end) - 1) / PART) + 1);
  }

  /**
   * The blocks to be given up first, as runs.
   *
   * @param candidates what may go
   * @param wanted how many blocks
   */
  List<BlockRange> choose(BlockSet candidates, long wanted) {
    List<BlockRange> runs = byPart(candidates);
    BitSet chosen = isRead ? byClock(runs, wanted) : fromTheEnd(runs, wanted);
    BlockSet together = new BlockSet();
    chosen.stream().mapToObj(runs::get).forEach(run -> together.add(run.first(), run.end()));
    return together.runsBelow(Long.MAX_VALUE);
  }

  private static BitSet fromTheEnd(List<BlockRange> runs, long wanted) {
    BitSet chosen = new BitSet();
    long count = 0;
    for (int index = runs.size() - 1; index >= 0 && count < wanted; index--) {
      chosen.set(index);
      count += runs.get(index).count();
    }
    return chosen;
  }

  private BitSet byClock(List<BlockRange> runs, long wanted) {
    BitSet chosen = new BitSet();
    long count = 0;
    int begin = firstAtHand(runs);
    // In the second round every mark is gone.
    for (int i = 0; i < 2 * runs.size() && count < wanted; i++) {
      int index = (begin + i) % runs.size();
      BlockRange run = runs.get(index);
      int part = (int) (run.first() / PART);
      if (i < runs.size() && marks.get(part)) {
        marks.clear(part);
      } else if (!chosen.get(index)) {
        chosen.set(index);
        count += run.count();
        hand = run.end();
      }
    }
    return chosen;
  }

  private static List<BlockRange> byPart(BlockSet candidates) {
    List<BlockRange> runs = new ArrayList<>();
    for (BlockRange run : candidates.runsBelow(Long.MAX_VALUE)) {
      for (long first = run.first(); first < run.end(); ) {
        long end = Math.min(run.end(), (first / PART + 1) * PART);
        runs.add(new BlockRange(first, end));
        first = end;
      }
    }
    return runs;
  }

  private int firstAtHand(List<BlockRange> runs) {
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).first() >= hand) {
        return i;
      }
    }
    return 0;
  }
}
