package dev.stratus.mount.crash;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.s3.MinioServer;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.mount.cli.StratusProcess;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Every so many kills hit the recovery after the kill before. */
  private static final int RECOVERIES = 4;

  private static final int MOST_MILLIS = 1_500;

  @TempDir Path temp;
  private StratusProcess stratus;
  private Path mountPoint;
  private final Random random = new Random(SEED);
  private @Nullable MinioServer minio;
  private @Nullable Process daemon;
  private int lives;

  @BeforeEach
  void prepare() throws Exception {
    MinioServer server = MinioServer.start();
    minio = server;
    try (S3Store store = new S3Store(server.settings("photos"), Capabilities.none())) {
      store.bucket().create();
    }
    stratus = new StratusProcess(temp);
    stratus.giveKeys(server.credentials());
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("mnt"));
  }

  @AfterEach
  void clean() throws Exception {
    if (daemon != null) {
      daemon.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    if (MountTable.read().at(mountPoint).isPresent()) {
      new ProcessBuilder("fusermount", "-u", "-z", mountPoint.toString()).start().waitFor();
    }
    if (minio != null) {
      minio.close();
    }
  }

  /** Begins a life of the daemon; returns its standard output. */
  private Path start(String... options) throws IOException {
    Path out = temp.resolve("out" + lives);
    Path err = temp.resolve("err" + lives++);
    String endpoint = requireNonNull(minio).endpoint().toString();
    String[] words = {"mount", "photos", "mnt", "--foreground", "--endpoint", endpoint};
    String[] all = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    daemon = stratus.start(out, err, all);
    return out;
  }

  private void mount(String... options) throws IOException {
    Path out = start(options);
    await("mounted, see " + out)
        .atMost(SOON)
        .until(() -> Files.readString(out).startsWith("Mounted"));
  }

  private void kill() throws InterruptedException {
    Process victim = requireNonNull(daemon);
    victim.destroyForcibly();
    assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private void pause(long millis) throws InterruptedException {
    assertThat(requireNonNull(daemon).waitFor(millis, TimeUnit.MILLISECONDS))
        .as("the daemon has ended by itself")
        .isFalse();
  }

  @Test
  void whatWasAnsweredSurvivesEveryKill() throws Exception {
    try (WriterProcess writer = new WriterProcess(mountPoint, SEED)) {
      for (int kills = 0; kills < KILLS; kills++) {
        if (kills % RECOVERIES == RECOVERIES - 1) {
          start();
          pause(random.nextInt(MOST_MILLIS));
          kill();
          continue;
        }
        mount();
        requireAllThere(writer, mountPoint, kills);
        writer.order("go");
        pause(random.nextInt(MOST_MILLIS));
        kill();
        assertThat(writer.answer()).as("the writer's end").startsWith("stopped by");
      }
      mount();
      requireAllThere(writer, mountPoint, KILLS);
      assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
      // From the bucket alone.
      mount("--state-dir", temp.resolve("other").toString());
      requireAllThere(writer, mountPoint, KILLS);
      assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
    }
  }

  private static void requireAllThere(WriterProcess writer, Path where, int kills)
      throws Exception {
    writer.order(where.toString());
    assertThat(writer.answer())
        .as("after " + kills + " kills, seed " + SEED)
        .startsWith("all there");
  }
}
