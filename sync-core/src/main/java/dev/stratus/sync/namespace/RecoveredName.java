package dev.stratus.sync.namespace;

import dev.stratus.sync.Name;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.io.FilenameUtils;

/** Names for bytes that a power cut may have torn: {@code NAME (recovered DATE).ext}. */
public final class RecoveredName {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm", Locale.ROOT);

  private RecoveredName() {}

  /**
   * The name for the local bytes of a file.
   *
   * @param attempt 1 for the first, more when the name was taken
   */
  public static Name of(String name, LocalDateTime when, int attempt) {
    String extension = FilenameUtils.getExtension(name);
    String end =
        " (recovered "
            + DATE.format(when)
            + ")"
            + (attempt > 1 ? " " + attempt : "")
            + (extension.isEmpty() ? "" : "." + extension);
    String stem = extension.isEmpty() ? name : FilenameUtils.removeExtension(name);
    while (bytes(stem) + bytes(end) > Name.MAX_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return new Name(stem + end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
