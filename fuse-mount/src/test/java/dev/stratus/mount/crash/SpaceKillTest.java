package dev.stratus.mount.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.mount.cli.MinioMount;
import dev.stratus.mount.cli.StratusProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers, a writer, cleaners and optimizers work at once in a mount that has not room for all of
 * it, and whose daemon is killed again and again: nobody sees a wrong byte, what was answered is
 * there, and the local copies never take more than they may. {@code -Dstratus.kill.space.count} and
 * {@code -Dstratus.kill.seed} make it longer, or another one.
 */
@Tag("mount")
@Tag("minio")
final class SpaceKillTest {

  private static final int KILLS = Integer.getInteger("stratus.kill.space.count", 3);
  private static final long SEED = Long.getLong("stratus.kill.seed", 1);

  private static final int MIB = 1 << 20;
  private static final int LIMIT_MIB = 24;

  /**
   * An eighth is what programs read in spite of the limit while nothing can go: each of three
   * readers is given at least what it asked for, up to 0.4 MB and what the kernel reads ahead of
   * it. The last is for whoever looks: one look at all directories takes a while, in which it sees
   * a file in its old place, and what came instead of it in its new one.
   */
  private static final int SLACK_MIB = LIMIT_MIB / 8 + 1;

  private static final int MOST_MILLIS = 1_500;
  private static final int MOST_COMMANDS = 3;

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("clean-cache", "-r", "mnt"),
          List.of("clean-cache", "-r", "mnt/work"),
          List.of("optimize-space", "--days", "0", "--size", "5M", "--all-types", "mnt"),
          List.of("optimize-space", "--days", "0", "mnt"));

  @TempDir Path temp;
  private final Random random = new Random(SEED);
  private MinioMount mount;
  private Path state;

  @BeforeEach
  void prepare() throws Exception {
    state = temp.resolve("state");
    mount = new MinioMount(temp);
    try (S3Store store = mount.store()) {
      put(store, "work/", new byte[0]);
      for (int number = 0; number < KnownFiles.count(); number++) {
        put(store, KnownFiles.path(number), KnownFiles.bytes(number));
      }
    }
    assertThat(KnownFiles.totalBytes()).isGreaterThan(3L * LIMIT_MIB * MIB);
  }

  private static void put(S3Store store, String key, byte[] bytes) throws IOException {
    store.put(new ObjectKey(key), Body.of(bytes), Map.of(), Precondition.none());
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  @Test
  void nothingIsLostAndNobodySeesAWrongByteWhileSpaceIsMade() throws Exception {
    Path root = mount.point();
    Path work = root.resolve("work");
    mount();
    try (ProgramProcess writer = new ProgramProcess(Writer.class, work, SEED);
        ProgramProcess reader = new ProgramProcess(Reader.class, root, SEED);
        UsedSpace used = new UsedSpace(state.resolve("content"))) {
      assertThat(reader.answer()).isEqualTo("begun");
      for (int kills = 0; kills < KILLS; kills++) {
        writer.order("go");
        used.now("the order to go, after " + kills + " kills");
        makeRoom();
        assertThat(writer.unasked()).as("the writer was refused something").isEmpty();
        used.now("kill " + kills);
        boolean ended = mount.kill();
        if (!ended) {
          // Whoever uses a mount whose daemon the kernel keeps is let go by the next mount only.
          mount();
        }
        assertThat(writer.answer()).startsWith("stopped by");
        if (ended) {
          mount();
        }
        requireAllThere(writer, work);
      }
      reader.order("end");
      assertThat(reader.answer()).as("seed " + SEED).startsWith("all right");
      assertThat(used.mostBytes())
          .as(used.moment())
          .isBetween((long) LIMIT_MIB / 2 * MIB, (long) (LIMIT_MIB + SLACK_MIB) * MIB);
      requireInOrder(used);
      mount.mount("--state-dir", temp.resolve("other").toString());
      requireAllThere(writer, work);
      mount.unmount();
    }
  }

  private void mount() throws IOException {
    mount.mount(
        "--cache-size", LIMIT_MIB + "M", "--min-free", "0", "--state-dir", state.toString());
  }

  /** Whatever these commands say, they end well: a file in use stays, and that is no failure. */
  private void makeRoom() throws IOException, InterruptedException {
    mount.pause(random.nextInt(MOST_MILLIS));
    for (int i = random.nextInt(MOST_COMMANDS); i >= 0; i--) {
      List<String> command = COMMANDS.get(random.nextInt(COMMANDS.size()));
      StratusProcess.Outcome outcome = mount.run(command.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(command + ": " + outcome.err()).isIn(0, 1);
    }
    mount.pause(random.nextInt(MOST_MILLIS));
  }

  private static void requireAllThere(ProgramProcess writer, Path work) throws Exception {
    writer.order(work.toString());
    assertThat(writer.answer()).as("seed " + SEED).startsWith("all there");
  }

  /** A check finds nothing, no local copy is left that nobody needs, and the bucket has it all. */
  private void requireInOrder(UsedSpace used) throws Exception {
    for (List<String> command :
        List.of(List.of("wait", "mnt"), List.of("check", "mnt"), COMMANDS.get(0))) {
      StratusProcess.Outcome outcome = mount.run(command.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(command + ": " + outcome.out() + outcome.err()).isZero();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(used.files()).as("local copies nobody needs").isEmpty());
    mount.unmount();
  }
}
