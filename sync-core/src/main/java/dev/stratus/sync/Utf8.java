package dev.stratus.sync;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text from bytes that must come back as the same bytes. */
public final class Utf8 {

  /** What stands for bytes that are no UTF-8; but also a character that a name may have. */
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /**
   * The text that the bytes from {@code start} to {@code end} are.
   *
   * @throws FsException {@link FsFailure#NAME_NOT_UTF8}
   */
  public static String decode(byte[] bytes, int start, int end) throws FsException {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isOf(text, bytes, start, end)) {
      throw new FsException(FsFailure.NAME_NOT_UTF8, "not UTF-8: " + text);
    }
    return text;
  }

  private static boolean isOf(String text, byte[] bytes, int start, int end) {
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, start, end);
  }
}
