package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFile;
import java.util.List;

/**
 * Begins the fetches of one file, of blocks that are missing and that no other fetch brings. Not
 * thread safe: {@link FileDownload} guards it.
 */
final class Starts {

  private final FileDownload owner;
  private final Workings workings;
  private final DownloadSettings settings;
  private final Flying flying;
  private final Keeping keeping;

  Starts(FileDownload owner, Workings workings, Flying flying, Keeping keeping) {
    this.owner = owner;
    this.workings = workings;
    this.settings = workings.settings();
    this.flying = flying;
    this.keeping = keeping;
  }

  /** Begins what a reader wishes; what is not among the gaps of its read is fetched ahead. */
  void wished(OpenFile file, ReadPattern.Wish wish, List<BlockRange> gaps) throws FsException {
    begin(flying.unclaimed(file, wish.start(), wish.end()), gaps, wish.segment());
  }

  /** Begins what a program that skips equally much each time will read next. */
  void skippedTo(OpenFile file, List<ByteRange> ranges) throws FsException {
    for (ByteRange next : ranges) {
      begin(flying.unclaimed(file, next.start(), next.end()), List.of(), settings.segment());
    }
  }

  private void begin(List<BlockRange> runs, List<BlockRange> gaps, long segment)
      throws FsException {
    for (BlockRange run : runs) {
      for (BlockRange piece : Flying.cut(run, segment)) {
        boolean needed = gaps.stream().anyMatch(piece::overlaps);
        submit(piece, needed ? Urgency.READER : Urgency.READ_AHEAD);
      }
    }
  }

  /** Begins all of a small file that a scan will want soon. */
  void scanned(OpenFile file) throws FsException {
    for (BlockRange run : flying.unclaimed(file, 0, file.baseLimit())) {
      submit(run, Urgency.SCAN);
    }
  }

  /** Begins as much of the whole file as may be under way at once. */
  void whole(OpenFile file, Urgency urgency) throws FsException {
    for (BlockRange run : flying.unclaimed(file, 0, file.baseLimit())) {
      for (BlockRange piece : Flying.cut(run, settings.segment())) {
        if (flying.count() >= settings.requestsPerFile()) {
          return;
        }
        submit(piece, urgency);
      }
    }
  }

  private void submit(BlockRange blocks, Urgency urgency) throws FsException {
    OpenFile file = keeping.begin();
    long start = Blocks.start(blocks.first());
    long end = Math.min(Blocks.start(blocks.end()), file.baseLimit());
    if (start >= end) {
      // Cut off meanwhile.
      return;
    }
    Fetch fetch = new Fetch(owner, file, new ByteRange(start, end), urgency);
    flying.add(fetch);
    keeping.fetchBegan();
    workings.pools().submit(fetch);
  }
}
