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

  /** What a mount says to {@code stat}. */
  enum Answer {
    ALIVE,
    /** Mounted, but the process that served it is gone. */
    DEAD,
    /** No answer in time, or a refusal. */
    SILENT
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String DEAD_WORDS = "Transport endpoint is not connected";

  private MountProbe() {}

  static Answer ask(Path mountPoint) throws IOException, InterruptedException {
    Command.Outcome outcome =
        Command.run(PATIENCE, List.of("stat", "--format=%i", mountPoint.toString()));
    if (outcome.succeeded()) {
      return Answer.ALIVE;
    }
    return outcome.output().contains(DEAD_WORDS) ? Answer.DEAD : Answer.SILENT;
  }
}
