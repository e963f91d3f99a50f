package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.Trouble;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mount that begins while its server is away. */
@Tag("mount")
@Tag("minio")
@Timeout(300)
final class OfflineMountTest {

  @TempDir Path temp;
  private MountBehindProxy mount;

  @BeforeEach
  void prepare() throws Exception {
    mount = new MountBehindProxy(temp);
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  @Test
  void whatIsHereWorksAndCatchesUpWhenTheServerIsBack() throws Exception {
    assertThat(mount.mount().exitCode()).isZero();
    mount.shell("echo one > old");
    assertThat(mount.folder().run("unmount", "mnt").exitCode()).isZero();

    mount.network().trouble(1, Set.of(Trouble.REFUSE));
    StratusProcess.Outcome offline = mount.mount();
    assertThat(offline.err()).isEmpty();
    assertThat(offline.exitCode()).isZero();
    assertThat(offline.out()).contains("OFFLINE: ").contains(mount.network().endpoint().toString());
    assertThat(mount.folder().run("status", "mnt").out())
        .contains("sync waits for the cloud since");
    mount.shell("grep -q one old && echo two > new && mv old kept");

    mount.network().calm();
    assertThat(mount.folder().run("wait", "mnt", "--timeout", "2m").exitCode()).isZero();
    try (S3Store store = mount.folder().store()) {
      assertThat(store.stat(new ObjectKey("new")).size()).isEqualTo(4);
      assertThat(store.stat(new ObjectKey("kept")).size()).isEqualTo(4);
    }
    assertThat(mount.folder().run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void aBucketThatWasNeverSeenIsRefusedAndLeavesNothing() throws Exception {
    mount.network().trouble(1, Set.of(Trouble.REFUSE));
    StratusProcess.Outcome refused = mount.mount();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(mount.network().endpoint().toString());
    assertThat(temp.resolve(".local/state/stratus")).isEmptyDirectory();
  }
}
