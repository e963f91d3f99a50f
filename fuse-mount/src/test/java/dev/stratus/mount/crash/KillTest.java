package dev.stratus.mount.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.mount.cli.MinioMount;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program works in a mount, whose daemon is killed again and again, also while it recovers: what
 * was answered is there in the next life, and in the bucket at the end. {@code
 * -Dstratus.kill.count} and {@code -Dstratus.kill.seed} make it longer, or another one.
 */
@Tag("mount")
@Tag("minio")
final class KillTest {

  private static final int KILLS = Integer.getInteger("stratus.kill.count", 20);
  private static final long SEED = Long.getLong("stratus.kill.seed", 1);

  /** Every so many kills hit the recovery after the kill before. */
  private static final int RECOVERIES = 4;

  private static final int MOST_MILLIS = 1_500;

  private final Random random = new Random(SEED);
  @TempDir Path temp;
  private MinioMount mount;

  @BeforeEach
  void prepare() throws Exception {
    mount = new MinioMount(temp);
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  @Test
  void whatWasAnsweredSurvivesEveryKill() throws Exception {
    try (ProgramProcess writer = new ProgramProcess(Writer.class, mount.point(), SEED)) {
      for (int kills = 0; kills < KILLS; kills++) {
        if (kills % RECOVERIES == RECOVERIES - 1) {
          mount.start();
          mount.pause(random.nextInt(MOST_MILLIS));
          mount.kill();
          continue;
        }
        mount.mount();
        requireAllThere(writer, mount.point(), kills);
        writer.order("go");
        mount.pause(random.nextInt(MOST_MILLIS));
        mount.kill();
        assertThat(writer.answer()).as("the writer's end").startsWith("stopped by");
      }
      mount.mount();
      requireAllThere(writer, mount.point(), KILLS);
      mount.unmount();
      // From the bucket alone.
      mount.mount("--state-dir", temp.resolve("other").toString());
      requireAllThere(writer, mount.point(), KILLS);
      mount.unmount();
    }
  }

  private static void requireAllThere(ProgramProcess writer, Path where, int kills)
      throws Exception {
    writer.order(where.toString());
    assertThat(writer.answer())
        .as("after " + kills + " kills, seed " + SEED)
        .startsWith("all there");
  }
}
