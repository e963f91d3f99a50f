package dev.stratus.sync.content;

import java.util.ArrayList;
import java.util.List;

/**
 * What programs read of an open file, now and lately. Not thread safe: belongs to the open file's
 * lock.
 */
final class Reads {

  private final List<BlockRange> now = new ArrayList<>();
  private final ReadMarks marks = new ReadMarks();

  /** From now on these bytes are not given up. */
  BlockRange begin(long offset, long end) {
    BlockRange blocks = new BlockRange(Blocks.of(offset), Blocks.ceil(end));
    now.add(blocks);
    marks.read(offset, end);
    return blocks;
  }

  void end(BlockRange blocks) {
    now.remove(blocks);
  }

  /**
   * The blocks to be given up first, of which none is being read.
   *
   * @param candidates what may go; what is being read is taken out of it
   */
  List<BlockRange> choose(BlockSet candidates, long wantedBlocks) {
    now.forEach(run -> candidates.remove(run.first(), run.end()));
    return marks.choose(candidates, wantedBlocks);
  }
}
