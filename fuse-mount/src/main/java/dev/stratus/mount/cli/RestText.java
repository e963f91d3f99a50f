package dev.stratus.mount.cli;

import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.Resting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What rests while the machine is to be spared, for a human. */
final class RestText {

  private RestText() {}

  static List<String> rows(Resting resting) {
    List<String> rows = new ArrayList<>();
    add(rows, "uploads", resting.uploads());
    add(rows, "downloads", resting.downloads());
    add(rows, "pins", resting.pins());
    return rows;
  }

  private static void add(List<String> rows, String what, List<String> troubles) {
    if (!troubles.isEmpty()) {
      rows.add(what + ": " + reasons(troubles));
    }
  }

  /** For who waits for something that rests. */
  static String sentence(List<String> troubles) {
    String goesOn =
        troubles.contains(Progress.CLOUD_OFF)
            ? "'stratus sync enable' lets it go on."
            : "It goes on by itself.";
    return "For now it rests: " + reasons(troubles) + ". " + goesOn;
  }

  private static String reasons(List<String> troubles) {
    return troubles.stream().map(RestText::words).collect(Collectors.joining("; "));
  }

  private static String words(String trouble) {
    return switch (trouble) {
      case "NETWORK_UNAVAILABLE" -> "the cloud does not answer";
      case "WIFI_UNAVAILABLE" -> "the network is metered (--upload-metered, --download-metered)";
      case "BATTERY_LEVEL_WARNING" -> "the battery is below 15 % and not charging";
      case "BATTERY_LEVEL_LOW" -> "the battery is below 10 % and not charging";
      case "DEVICE_TEMPERATURE_TOO_HIGH" -> "the machine is too hot";
      case Progress.CLOUD_OFF -> "the cloud is switched off here";
      default -> trouble;
    };
  }
}
