package dev.stratus.mount.engine.jnr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program behind a request, as far as the kernel names it.
 *
 * @param group its first one; the others are asked for where they matter
 * @param thread its number here; 0 if it is one of a container that is not seen from here
 */
record Asker(int group, int thread) {

  private static final Logger log = LoggerFactory.getLogger(Asker.class);

  /** Nobody that is known. */
  static final Asker UNKNOWN = new Asker(-1, 0);

  /**
   * HUP, INT, QUIT, KILL and TERM: those end a program, whether it has something to do before or
   * not.
   */
  private static final long ENDING = bits(1, 2, 3, 9, 15);

  /** Those that end nothing where the program does not care for them: CHLD to TTOU, URG, WINCH. */
  private static final long HARMLESS = bits(17, 18, 19, 20, 21, 22, 23, 28);

  private static final String GROUPS = "Groups:";
  private static final String CAPABILITIES = "CapEff:";

  /** The right to leave set-id bits, among the capabilities. */
  private static final long FSETID = 1 << 4;

  /** Whether it is in a group, or has the right to leave set-group-id on everybody's files. */
  boolean keepsSetGid(int fileGroup) {
    if (group == fileGroup) {
      return true;
    }
    List<String> status = status();
    return status.stream().anyMatch(line -> hasGroup(line, fileGroup) || hasRight(line));
  }

  /**
   * Whether a signal came that it is to end by. For all others, as those of timers, a program that
   * waits for a file's bytes expects to go on waiting. The kernel tells only once that some came.
   */
  boolean isToEnd() {
    List<String> status = status();
    if (status.isEmpty()) {
      return true;
    }
    long came = signals(status, "SigPnd:") | signals(status, "ShdPnd:");
    long open = came & ~signals(status, "SigBlk:") & ~signals(status, "SigIgn:");
    long fatal = ~signals(status, "SigCgt:") & ~HARMLESS;
    return (open & (fatal | ENDING)) != 0;
  }

  private static long bits(int... signals) {
    return Arrays.stream(signals)
        .mapToLong(signal -> 1L << (signal - 1))
        .reduce(0, (a, b) -> a | b);
  }

  private static long signals(List<String> status, String which) {
    return status.stream()
        .filter(line -> line.startsWith(which))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(which.length()).trim(), 16))
        .findFirst()
        .orElse(0);
  }

  /** What Linux tells of it; nothing of one that is gone or hidden, which then keeps nothing. */
  private List<String> status() {
    if (thread == 0) {
      return List.of();
    }
    try {
      // A program's name may have any bytes.
      return Files.readAllLines(
          Path.of("/proc/" + thread + "/status"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      log.debug("the groups of {} are not known", thread, e);
      return List.of();
    }
  }

  private static boolean hasGroup(String line, int group) {
    return line.startsWith(GROUPS)
        && Arrays.asList(line.substring(GROUPS.length()).trim().split(" ", -1))
            .contains(Integer.toUnsignedString(group));
  }

  private static boolean hasRight(String line) {
    return line.startsWith(CAPABILITIES)
        && (Long.parseUnsignedLong(line.substring(CAPABILITIES.length()).trim(), 16) & FSETID) != 0;
  }
}
