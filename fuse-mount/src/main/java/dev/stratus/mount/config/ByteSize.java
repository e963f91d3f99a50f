package dev.stratus.mount.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as users write them: a whole number, then K, M, G, T (powers of 1024) or nothing. */
public final class ByteSize {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([KMGT]?)");

  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT));
    if (form.matches()) {
      int shift = 10 * (UNITS.indexOf(form.group(2)) + 1);
      long number = Long.parseLong(form.group(1));
      if (form.group(2).isEmpty()) {
        return number;
      }
      if (number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a size; write a whole number, then K, M, G, T or nothing: 512M");
  }
}
