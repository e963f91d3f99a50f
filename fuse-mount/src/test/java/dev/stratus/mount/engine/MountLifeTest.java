package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the mount to the unmount, and what goes wrong on the way. */
@Timeout(120)
class MountLifeTest {

  @TempDir Path directory;

  @Test
  void fusermountEndsTheServerInOrder() throws Exception {
    try (MountedView view = MountedView.start(directory)) {
      assertThat(Unmounter.unmount(view.mountPoint())).isTrue();

      assertThat(view.server().waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(view.server().exitValue()).isZero();
      assertThat(view.said()).contains("ended", "closed");
      assertThat(MountTable.at(view.mountPoint())).isEmpty();
    }
  }

  @Test
  void aSignalUnmountsThroughTheShutdownHook() throws Exception {
    for (String signal : List.of("TERM", "INT")) {
      try (MountedView view = MountedView.start(directory)) {
        Command.run(
            Duration.ofSeconds(5),
            List.of("kill", "-" + signal, Long.toString(view.server().pid())));

        assertThat(view.server().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(view.said()).contains("closed");
        assertThat(MountTable.at(view.mountPoint())).isEmpty();
      }
    }
  }

  @Test
  void aMountInUseGoesLazily() throws Exception {
    try (MountedView view = MountedView.start(directory)) {
      view.sh("echo x > f");
      Process user = view.start("exec 3<f; echo > ready; exec sleep 600");
      await().until(() -> view.run("test -e ready").exitCode() == 0);

      view.server().destroy();

      assertThat(view.server().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(MountTable.at(view.mountPoint())).isEmpty();
      user.destroyForcibly().waitFor();
    }
  }

  @Test
  void aStaleMountIsClearedByTheNext() throws Exception {
    try (MountedView first = MountedView.start(directory)) {
      first.server().destroyForcibly().waitFor();
      assertThat(StaleMount.isStale(first.mountPoint())).isTrue();

      try (MountedView second = MountedView.start(directory)) {
        assertThat(second.sh("echo alive > f; cat f")).isEqualTo("alive");
      }
    }
  }

  @Test
  void aLivingMountIsNotMountedOver() throws Exception {
    try (MountedView view = MountedView.start(directory)) {
      assertThat(StaleMount.clear(view.mountPoint())).isZero();
      assertThatThrownBy(() -> MountPoint.prepare(view.mountPoint()))
          .isInstanceOf(MountException.class)
          .hasMessageContaining("is a Stratus mount already");
    }
  }

  @Test
  void unfitMountPointsAreRefusedInOneSentence() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Path full = directory.resolve("full");
    Files.createDirectories(full.resolve("entry"));

    assertThatThrownBy(() -> MountPoint.prepare(directory.resolve("none")))
        .hasMessageContaining("does not exist")
        .hasMessageContaining("mkdir -p");
    assertThatThrownBy(() -> MountPoint.prepare(directory.resolve("none/deeper")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> MountPoint.prepare(file)).hasMessageContaining("not a directory");
    assertThatThrownBy(() -> MountPoint.prepare(full)).hasMessageContaining("not empty");
    assertThatThrownBy(() -> MountPoint.prepare(Path.of("/"))).hasMessageContaining("cannot be");
  }

  @Test
  void linksToADirectoryAreFollowed() throws Exception {
    Path real = Files.createDirectories(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThat(MountPoint.prepare(link)).isEqualTo(real.toRealPath());
  }

  @Test
  void whatLibfuseRefusesIsToldInItsWords() throws Exception {
    try (MountedView view = MountedView.launch(directory, "nonsense=1")) {
      assertThat(view.server().waitFor(20, TimeUnit.SECONDS)).isTrue();

      assertThat(view.said())
          .contains("failed: cannot mount at " + view.mountPoint())
          .contains("unknown");
      assertThat(MountTable.at(view.mountPoint())).isEmpty();
    }
  }

  @Test
  void optionsReachTheKernel() throws Exception {
    try (MountedView view = MountedView.start(directory, "uid=12", "gid=34", "umask=027")) {
      assertThat(view.sh("touch f; stat -c '%u %g %a' f; stat -c '%u %g %a' ."))
          .isEqualTo("12 34 750\n12 34 750");
      assertThat(Files.readString(Path.of("/proc/mounts")))
          .containsPattern(
              "view,server "
                  + view.mountPoint()
                  + " fuse.stratus rw,nosuid,nodev,.*default_permissions");
    }
  }

  @Test
  void theKernelReadsAheadAsFarAsItMay() throws Exception {
    try (MountedView view = MountedView.start(directory)) {
      String device = MountTable.at(view.mountPoint()).orElseThrow().device();
      Path setting = Path.of("/sys/class/bdi", device, "read_ahead_kb");

      assertThat(setting).hasContent(Files.isWritable(setting) ? "512" : "128");
    }
  }

  @Test
  void aReadOnlyMountRefusesWrites() throws Exception {
    try (MountedView view = MountedView.start(directory, "ro")) {
      assertThat(view.run("touch f").output()).contains("Read-only file system");
    }
  }
}
