package dev.stratus.cloud;

/** Bytes {@code start} to {@code end}, the end not included; never empty. */
public record ByteRange(long start, long end) {

  public ByteRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a range of bytes: " + start + ".." + end);
    }
  }

  /** How many bytes these are. */
  public long length() {
    return end - start;
  }
}
