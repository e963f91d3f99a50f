package dev.stratus.sync.api;

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

  static List<String> requireBetween(@Nullable List<String> uris, int least, int most)
      throws CloudSyncException {
    if (uris == null || uris.size() < least || uris.size() > most) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "Between " + least + " and " + most + " uris, please.");
    }
    return uris;
  }

  static <C> C requireCallback(@Nullable C callback) throws CloudSyncException {
    if (callback == null) {
      throw new CloudSyncException(ErrorCode.INVALID_PARAMETER, "A callback is missing.");
    }
    return callback;
  }
}
