package dev.stratus.mount.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the commands return; scripts rely on these numbers. */
public final class ExitCode {

  public static final int OK = 0;

  /** It was tried and did not work, or not for all. */
  public static final int FAILED = 1;

  /** A malformed argument or URL. */
  public static final int USAGE = 2;

  /** No daemon serves that mount. */
  public static final int NO_DAEMON = 3;

  /** What each help says of them. */
  static final Map<String, String> MEANINGS = meanings();

  private ExitCode() {}

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(" 0", "it was done");
    meanings.put(
        " 1", "it failed, or something remains: a file kept, an upload or download failed");
    meanings.put(" 2", "an argument is malformed");
    meanings.put(" 3", "no daemon serves that mount");
    meanings.put("130", "Ctrl-C; what was waited for goes on");
    return Collections.unmodifiableMap(meanings);
  }
}
