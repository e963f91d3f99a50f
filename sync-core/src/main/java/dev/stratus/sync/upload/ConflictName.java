package dev.stratus.sync.upload;

import dev.stratus.sync.Name;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a file that was changed here and there: {@code NAME (conflicted copy of …).ext}. */
final class ConflictName {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm", Locale.ROOT);

  /** A longer "extension" is rather a sentence with a full stop. */
  private static final int LONGEST_EXTENSION = 32;

  /** What an earlier conflict added. */
  private static final Pattern MARK =
      Pattern.compile(" \\(conflicted copy of .* \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\)( \\d+)?");

  private final String host;
  private final ZoneId zone;

  ConflictName(String host, ZoneId zone) {
    this.host = host.replace('/', '-');
    this.zone = zone;
  }

  /**
   * @param number 1 for the first choice, more where that is taken
   */
  String of(String changed, Instant time, int number) {
    String name = unmarked(changed);
    int dot = name.lastIndexOf('.');
    boolean extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
    String stem = extension ? name.substring(0, dot) : name;
    String end = extension ? name.substring(dot) : "";
    String mark = " (conflicted copy of " + host + " " + DATE.format(time.atZone(zone)) + ")";
    String tail = mark + (number > 1 ? " " + number : "") + end;
    return cut(stem, Name.MAX_BYTES - tail.getBytes(StandardCharsets.UTF_8).length) + tail;
  }

  /** A copy of a copy is named after the file. */
  private static String unmarked(String name) {
    String plain = MARK.matcher(name).replaceFirst("");
    return plain.isEmpty() ? name : plain;
  }

  /** As many whole characters as fit. */
  static String cut(String text, int bytes) {
    int length = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      length += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (length > bytes) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }
}
