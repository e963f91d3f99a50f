package dev.stratus.mount.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a disk, as users write it: a size, or a whole number of percent.
 *
 * @param bytes of the disk, besides the share
 * @param percent of the disk
 */
public record DiskShare(long bytes, int percent) {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2})%");

  private static final int WHOLE = 100;

  /** What is left free unless the user says otherwise. */
  static final DiskShare USUAL = new DiskShare(0, 10);

  /**
   * Reads a share.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static DiskShare parse(String text) {
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      return new DiskShare(0, Integer.parseInt(percent.group(1)));
    }
    try {
      return new DiskShare(ByteSize.parse(text), 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no part of a disk; write a size such as 20G, or a share such as 10%",
          e);
    }
  }

  /** Bytes of a disk that has so many in all. */
  public long of(long total) {
    return bytes + total / WHOLE * percent;
  }
}
