package dev.stratus.mount.cli;

import dev.stratus.sync.control.Held;

/** What waits for {@code sync accept}, for a human. */
final class HeldText {

  private HeldText() {}

  static String what(Held held) {
    return switch (held.reason()) {
      case "MANY_REMOVALS" ->
          held.removals()
              + " of "
              + held.known()
              + " objects are missing in the bucket, whose files are then removed here";
      case "EMPTY_BUCKET" ->
          "the bucket is empty, which it was not; " + held.known() + " objects are missing";
      default ->
          "the bucket is not the one that this mount knows, whose objects number " + held.known();
    };
  }

  static String row(Held held, String mountPoint) {
    String stopped =
        held.reason().equals("MANY_REMOVALS") ? "nothing is removed" : "nothing goes up or down";
    return what(held)
        + ": "
        + stopped
        + " before 'stratus sync accept "
        + mountPoint
        + "' (noticed "
        + HumanText.time(held.since())
        + ")";
  }
}
