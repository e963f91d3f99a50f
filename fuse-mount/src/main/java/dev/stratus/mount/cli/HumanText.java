package dev.stratus.mount.cli;

import dev.stratus.sync.control.Amount;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.commons.io.FileUtils;

/** Numbers, sizes and times as a human reads them. */
final class HumanText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private HumanText() {}

  static String size(long bytes) {
    return FileUtils.byteCountToDisplaySize(bytes);
  }

  static String files(long count) {
    return count == 1 ? "1 file" : count + " files";
  }

  static String amount(Amount amount) {
    return files(amount.files()) + ", " + size(amount.bytes());
  }

  /** A path below a mount; its root is a dot, as where one stands. */
  static String path(String path) {
    return path.isEmpty() ? "." : path;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
