package dev.stratus.mount.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.mount.cli.MinioMount;
import dev.stratus.mount.cli.StratusProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conflicts that wait for a user, on a real mount of a bucket that keeps versions. */
@Tag("mount")
@Tag("minio")
@Timeout(300)
final class ManualConflictsOnMountTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path temp;
  private MinioMount mount;

  @BeforeEach
  void makeConflict() throws Exception {
    mount = new MinioMount(temp);
    try (S3Store store = mount.store()) {
      store.keepVersions();
    }
    Path settings = Files.writeString(temp.resolve("c.yaml"), "conflicts: manual\n");
    mount.mount("--config", settings.toString());
    mount.shell("printf base > f");
    mount.synced();
    mount.tell("sync", "stop", "mnt");
    mount.shell("printf ours > f");
    try (S3Store store = mount.store()) {
      byte[] theirs = "theirs".getBytes(StandardCharsets.UTF_8);
      store.put(new ObjectKey("f"), Body.of(theirs), Map.of(), Precondition.none());
    }
    mount.tell("sync", "start", "mnt");
    await().atMost(SOON).until(() -> mount.tell("conflicts", "mnt").contains("f: of f"));
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  private long sizeThere() throws Exception {
    try (S3Store store = mount.store()) {
      return store.stat(new ObjectKey("f")).size();
    }
  }

  @Test
  void bothAreKeptUntilTheUserTakesHisOwn() throws Exception {
    assertThat(mount.shell("cat f; getfattr --only-values -n user.cloud.state f"))
        .isEqualTo("oursUPLOAD_FAILURE");
    assertThat(sizeThere()).isEqualTo(6);
    StratusProcess.Outcome early = mount.run("restore", "mnt/f");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("waits for a decision");

    assertThat(mount.tell("conflicts", "mnt", "--keep-mine", "mnt/f")).isEmpty();
    mount.synced();
    assertThat(sizeThere()).isEqualTo(4);
    assertThat(mount.tell("conflicts", "mnt")).isEmpty();
    StratusProcess.Outcome again = mount.run("conflicts", "--keep-mine", "mnt/f");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("waits for no decision");
    mount.tell("restore", "mnt/f");
    assertThat(mount.shell("cat f")).isEqualTo("theirs");
  }

  @Test
  void renamedItLetsTheOtherOneShow() throws Exception {
    mount.shell("mv f mine");
    await().atMost(SOON).until(() -> mount.shell("cat f 2>/dev/null || true").equals("theirs"));
    mount.synced();
    assertThat(mount.shell("cat f mine; ls")).isEqualTo("theirsoursf\nmine\n");
    assertThat(mount.tell("conflicts", "mnt")).isEmpty();
    assertThat(sizeThere()).isEqualTo(6);
  }
}
