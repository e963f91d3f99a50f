package dev.stratus.sync.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which blocks of a file are present, as runs. Not thread safe. */
public final class BlockSet {

  private static final int RUN_BYTES = 2 * Long.BYTES;

  /** First block of a run → the block after its last; runs neither overlap nor touch. */
  private final TreeMap<Long, Long> runs = new TreeMap<>();

  /** Reads what {@link #encode()} wrote. */
  public static BlockSet decode(byte[] encoded) {
    BlockSet set = new BlockSet();
    ByteBuffer buffer = ByteBuffer.wrap(encoded);
    while (buffer.remaining() >= RUN_BYTES) {
      set.runs.put(buffer.getLong(), buffer.getLong());
    }
    return set;
  }

  public byte[] encode() {
    ByteBuffer buffer = ByteBuffer.allocate(runs.size() * RUN_BYTES);
    runs.forEach((first, end) -> buffer.putLong(first).putLong(end));
    return buffer.array();
  }

  public boolean contains(long block) {
    Map.Entry<Long, Long> run = runs.floorEntry(block);
    return run != null && block < run.getValue();
  }

  /** Adds blocks {@code first} to {@code end}, the end not included. */
  public void add(long first, long end) {
    if (first >= end) {
      return;
    }
    long from = first;
    long to = end;
    Map.Entry<Long, Long> before = runs.floorEntry(first);
    if (before != null && before.getValue() >= first) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> after = runs.floorEntry(to);
    if (after != null) {
      to = Math.max(to, after.getValue());
    }
    runs.subMap(from, true, to, true).clear();
    runs.put(from, to);
  }

  /** Takes every block from {@code first} on away. */
  public void removeFrom(long first) {
    runs.tailMap(first, true).clear();
    Map.Entry<Long, Long> last = runs.lastEntry();
    if (last != null && last.getValue() > first) {
      runs.put(last.getKey(), first);
    }
  }

  /** Takes blocks {@code first} to {@code end} away, the end not included. */
  public void remove(long first, long end) {
    if (first >= end) {
      return;
    }
    Map.Entry<Long, Long> before = runs.lowerEntry(first);
    Map.Entry<Long, Long> last = runs.lowerEntry(end);
    runs.subMap(first, true, end, false).clear();
    if (before != null && before.getValue() > first) {
      runs.put(before.getKey(), first);
    }
    if (last != null && last.getValue() > end) {
      runs.put(end, last.getValue());
    }
  }

  /** The runs of blocks in {@code first} to {@code end} that are not in this set. */
  public List<BlockRange> missing(long first, long end) {
    List<BlockRange> gaps = new ArrayList<>();
    long position = first;
    Long start = runs.floorKey(first);
    for (Map.Entry<Long, Long> run : runs.tailMap(start == null ? first : start, true).entrySet()) {
      if (run.getKey() >= end) {
        break;
      }
      if (run.getKey() > position) {
        gaps.add(new BlockRange(position, run.getKey()));
      }
      position = Math.max(position, run.getValue());
    }
    if (position < end) {
      gaps.add(new BlockRange(position, end));
    }
    return gaps;
  }

  /** How many blocks below {@code end} are present. */
  public long countBelow(long end) {
    long count = 0;
    for (Map.Entry<Long, Long> run : runs.headMap(end, false).entrySet()) {
      count += Math.min(run.getValue(), end) - run.getKey();
    }
    return count;
  }

  /** The runs of blocks below {@code end} that are present. */
  public List<BlockRange> runsBelow(long end) {
    List<BlockRange> found = new ArrayList<>();
    runs.headMap(end, false)
        .forEach((first, last) -> found.add(new BlockRange(first, Math.min(last, end))));
    return found;
  }

  /** A copy that changes on its own. */
  public BlockSet copy() {
    BlockSet copy = new BlockSet();
    copy.runs.putAll(runs);
    return copy;
  }

  @Override
  public String toString() {
    return runs.toString();
  }
}
