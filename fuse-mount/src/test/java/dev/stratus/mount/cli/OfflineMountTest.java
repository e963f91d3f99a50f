package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.s3.FaultProxy;
import dev.stratus.cloud.s3.MinioServer;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.Trouble;
import dev.stratus.sync.mounts.MountTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
  private StratusProcess stratus;
  private Path mountPoint;
  private MinioServer minio;
  private FaultProxy network;

  @BeforeEach
  void prepare() throws Exception {
    minio = MinioServer.start();
    try (S3Store store = store()) {
      store.bucket().create();
    }
    network = FaultProxy.before(minio.endpoint(), 1);
    stratus = new StratusProcess(temp);
    stratus.giveKeys(minio.credentials());
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("mnt"));
  }

  @AfterEach
  void clean() throws Exception {
    if (MountTable.read().at(mountPoint).isPresent()) {
      shell("fusermount -u -z .");
    }
    network.close();
    minio.close();
  }

  private S3Store store() throws Exception {
    return new S3Store(minio.settings("photos"), Capabilities.none());
  }

  private StratusProcess.Outcome mount() throws Exception {
    return stratus.run("mount", "photos", "mnt", "--endpoint", network.endpoint().toString());
  }

  /** Runs a program in the mount, which the test itself never touches. */
  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "cd \"$0\" && " + script, mountPoint.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(script).isZero();
  }

  @Test
  void whatIsHereWorksAndCatchesUpWhenTheServerIsBack() throws Exception {
    assertThat(mount().exitCode()).isZero();
    shell("echo one > old");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();

    network.trouble(1, Set.of(Trouble.REFUSE));
    StratusProcess.Outcome offline = mount();
    assertThat(offline.err()).isEmpty();
    assertThat(offline.exitCode()).isZero();
    assertThat(offline.out()).contains("OFFLINE: ").contains(network.endpoint().toString());
    shell("grep -q one old && echo two > new && mv old kept");

    network.calm();
    assertThat(stratus.run("wait", "mnt", "--timeout", "2m").exitCode()).isZero();
    try (S3Store store = store()) {
      assertThat(store.stat(new ObjectKey("new")).size()).isEqualTo(4);
      assertThat(store.stat(new ObjectKey("kept")).size()).isEqualTo(4);
    }
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void aBucketThatWasNeverSeenIsRefusedAndLeavesNothing() throws Exception {
    network.trouble(1, Set.of(Trouble.REFUSE));
    StratusProcess.Outcome refused = mount();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(network.endpoint().toString());
    assertThat(temp.resolve(".local/state/stratus")).isEmptyDirectory();
  }
}
