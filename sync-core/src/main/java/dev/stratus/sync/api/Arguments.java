package dev.stratus.sync.api;

import dev.stratus.sync.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of what a program passes. */
final class Arguments {

  private Arguments() {}

  static String require(@Nullable String uri) throws CloudSyncException {
    if (uri == null || uri.isEmpty()) {
      throw new CloudSyncException(ErrorCode.INVALID_PARAMETER, "A uri is missing.");
    }
    return uri;
  }

  /** The name of a first-level directory. */
  static String requireBundle(@Nullable String name) throws CloudSyncException {
    if (name == null || !Name.isValid(name)) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "'" + name + "' is no name of a first-level directory.");
    }
    return name;
  }

  static List<String> requireBetween(@Nullable List<String> uris, int least, int most)
      throws CloudSyncException {
    if (uris == null || uris.size() < least || uris.size() > most) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "Between " + least + " and " + most + " uris, please.");
    }
    return uris;
  }

  /** From 1 to so many; more are beyond a limit, and not merely wrong. */
  static List<String> requireAtMost(@Nullable List<String> uris, int most)
      throws CloudSyncException {
    if (uris != null && uris.size() > most) {
      throw new CloudSyncException(
          ErrorCode.LIMIT_EXCEEDED, uris.size() + " files are more than " + most + ".");
    }
    return requireBetween(uris, 1, most);
  }

  static void requireEvent(@Nullable String event, String known) throws CloudSyncException {
    if (!known.equals(event)) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "There is no event '" + event + "', but '" + known + "'.");
    }
  }

  static <T> T requireCallback(@Nullable T callback) throws CloudSyncException {
    return requireGiven(callback, "A callback");
  }

  static <T> T requireGiven(@Nullable T value, String name) throws CloudSyncException {
    if (value == null) {
      throw new CloudSyncException(ErrorCode.INVALID_PARAMETER, name + " is missing.");
    }
    return value;
  }
}
