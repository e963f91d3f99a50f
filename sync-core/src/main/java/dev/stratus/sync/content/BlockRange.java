package dev.stratus.sync.content;

/** Blocks {@code first} to {@code end}, the end not included; never empty. */
public record BlockRange(long first, long end) {

  public BlockRange {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("not a range of blocks: " + first + ".." + end);
    }
  }

  public long count() {
    return end - first;
  }

  public boolean overlaps(BlockRange other) {
    return first < other.end && other.first < end;
  }
}
