package dev.stratus.sync.download;

import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFile;
import java.util.ArrayList;
import java.util.List;

/** The fetches of one file that may still bring their blocks. Not thread safe. */
final class Flying {

  private final List<Fetch> fetches = new ArrayList<>();

  void add(Fetch fetch) {
    fetches.add(fetch);
  }

  /** Whether it was still among them. */
  boolean remove(Fetch fetch) {
    return fetches.remove(fetch);
  }

  int count() {
    return fetches.size();
  }

  /** Takes all away. */
  List<Fetch> clear() {
    List<Fetch> all = List.copyOf(fetches);
    fetches.clear();
    return all;
  }

  /** Blocks that hold some of these bytes, are missing, and that nobody fetches. */
  List<BlockRange> unclaimed(OpenFile file, long from, long end) {
    dropFailed();
    List<BlockRange> gaps = file.missing(from, end);
    if (gaps.isEmpty() || fetches.isEmpty()) {
      return gaps;
    }
    BlockSet claimed = new BlockSet();
    addTo(claimed);
    List<BlockRange> free = new ArrayList<>();
    gaps.forEach(gap -> free.addAll(claimed.missing(gap.first(), gap.end())));
    return free;
  }

  /** Adds the blocks that they bring. */
  void addTo(BlockSet blocks) {
    fetches.forEach(fetch -> blocks.add(fetch.blocks().first(), fetch.blocks().end()));
  }

  /** The fetches that bring some of these blocks. */
  List<Fetch> bringing(List<BlockRange> gaps) {
    dropFailed();
    return fetches.stream()
        .filter(fetch -> gaps.stream().anyMatch(fetch.blocks()::overlaps))
        .toList();
  }

  /** One that has failed but not ended yet must not disappoint those who come after. */
  private void dropFailed() {
    fetches.removeIf(Fetch::hasFailed);
  }

  /** Cuts a run into pieces of at most so many bytes. */
  static List<BlockRange> cut(BlockRange run, long bytes) {
    long blocks = Math.max(1, bytes / Blocks.SIZE);
    List<BlockRange> pieces = new ArrayList<>();
    for (long first = run.first(); first < run.end(); first += blocks) {
      pieces.add(new BlockRange(first, Math.min(run.end(), first + blocks)));
    }
    return pieces;
  }
}
