package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Asks whether a mount answers: from another process, since one that waits for its own mount cannot
 * be helped any more when nobody serves it.
 */
final class MountProbe {

  /** What a mount says to {@code statfs}, the one question that the kernel never answers itself. */
  enum Answer {
    /** It answers, be it with an error. */
    ALIVE,
    /** Mounted, but the process that served it is gone. */
    DEAD,
    /** No answer in time. */
    SILENT
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DEAD_WORDS = "Transport endpoint is not connected";

  private MountProbe() {}

  static Answer ask(Path mountPoint) throws IOException, InterruptedException {
    Command.Outcome outcome =
        Command.run(
            PATIENCE, List.of("stat", "--file-system", "--format=%i", mountPoint.toString()));
    if (outcome.timedOut()) {
      return Answer.SILENT;
    }
    return outcome.output().contains(DEAD_WORDS) ? Answer.DEAD : Answer.ALIVE;
  }
}
