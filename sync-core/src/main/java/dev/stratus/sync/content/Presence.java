package dev.stratus.sync.content;

import dev.stratus.sync.index.Inode;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes of a file are here, relative to its base: the object that holds the rest. Blocks that
 * begin at or after {@code baseLimit} are always here. Not thread safe.
 */
final class Presence {

  private final long baseGeneration;
  private long baseLimit;

  /** What readers may use. */
  private final BlockSet present;

  /** What the index may call present: written here, or fetched and synced. */
  private BlockSet recorded;

  private Presence(long baseGeneration, long baseLimit, BlockSet recorded) {
    this.baseGeneration = baseGeneration;
    this.baseLimit = baseLimit;
    this.recorded = recorded;
    this.present = recorded.copy();
  }

  static Presence of(Inode inode, Optional<byte[]> blocks) {
    return new Presence(
        inode.baseGeneration(),
        inode.baseLimit(),
        blocks.map(BlockSet::decode).orElseGet(BlockSet::new));
  }

  long baseGeneration() {
    return baseGeneration;
  }

  long baseLimit() {
    return baseLimit;
  }

  boolean isComplete() {
    return present.countBelow(blocks()) == blocks();
  }

  private long blocks() {
    return Blocks.ceil(baseLimit);
  }

  /** The runs of blocks that are not here and hold bytes of {@code offset} to {@code end}. */
  List<BlockRange> missing(long offset, long end) {
    long last = Math.min(Blocks.ceil(end), blocks());
    long first = Blocks.of(offset);
    return first < last ? present.missing(first, last) : List.of();
  }

  boolean isMissing(long block) {
    return block < blocks() && !present.contains(block);
  }

  /** How many bytes of a file of this size are not here. */
  long missingBytes() {
    return missingBytes(present);
  }

  /** The same, as the index may know it. */
  long unrecordedBytes() {
    return missingBytes(recorded);
  }

  /** How many bytes of a file of this size are here, as the index may know it. */
  long recordedOf(long size) {
    return Math.max(0, size - unrecordedBytes());
  }

  private long missingBytes(BlockSet blocks) {
    long missing = 0;
    for (BlockRange gap : blocks() == 0 ? List.<BlockRange>of() : blocks.missing(0, blocks())) {
      missing += Math.min(Blocks.start(gap.end()), baseLimit) - Blocks.start(gap.first());
    }
    return missing;
  }

  /** Blocks came from the cloud. */
  void fetched(long first, long end) {
    present.add(first, end);
  }

  /** What came from the cloud is given up, before the index was told of it. */
  void unfetch(long first, long end) {
    present.remove(first, end);
  }

  /** The blocks that came from the cloud, and of which the index was not told. */
  BlockSet unrecorded() {
    BlockSet blocks = present.copy();
    recorded.runsBelow(Long.MAX_VALUE).forEach(run -> blocks.remove(run.first(), run.end()));
    return blocks;
  }

  /** Bytes were written over blocks; true if the index should be told. */
  boolean written(long offset, long end) {
    long last = Math.min(Blocks.ceil(end), blocks());
    long first = Blocks.of(offset);
    if (first >= last || recorded.missing(first, last).isEmpty()) {
      return false;
    }
    present.add(first, last);
    recorded.add(first, last);
    return true;
  }

  /** The same, but the base's bytes from here on are void. */
  Presence limitedTo(long size) {
    long limit = Math.min(baseLimit, size);
    BlockSet left = recorded.copy();
    left.removeFrom(Blocks.ceil(limit));
    Presence limited = new Presence(baseGeneration, limit, left);
    present.runsBelow(blocks()).forEach(run -> limited.present.add(run.first(), run.end()));
    return limited;
  }

  /**
   * The same of a clean file whose object has every byte, but without some blocks.
   *
   * @param generation of the object
   * @param size of the file and of the object
   */
  Presence without(List<BlockRange> blocks, long generation, long size) {
    Presence left = new Presence(generation, size, all(recorded, size));
    left.present.removeFrom(0);
    all(present, size)
        .runsBelow(left.blocks())
        .forEach(run -> left.present.add(run.first(), run.end()));
    for (BlockRange gone : blocks) {
      left.present.remove(gone.first(), gone.end());
      left.recorded.remove(gone.first(), gone.end());
    }
    return left;
  }

  /** Without a base every block is here. */
  private BlockSet all(BlockSet blocks, long size) {
    BlockSet here = blocks.copy();
    if (baseLimit == 0) {
      here.add(0, Blocks.ceil(size));
    }
    return here;
  }

  /** The blocks of a file of this size that are here. */
  BlockSet presentOf(long size) {
    return all(present, size);
  }

  BlockSet copyOfPresent() {
    return present.copy();
  }

  /** These blocks were synced. */
  void record(BlockSet synced) {
    synced.runsBelow(blocks()).forEach(run -> recorded.add(run.first(), run.end()));
  }

  /** Everything is here, and the base is not needed any more. */
  void complete() {
    baseLimit = 0;
    recorded = new BlockSet();
    present.removeFrom(0);
  }

  byte[] encodeRecorded() {
    return recorded.encode();
  }

  boolean isRecordedComplete() {
    return recorded.countBelow(blocks()) == blocks();
  }
}
