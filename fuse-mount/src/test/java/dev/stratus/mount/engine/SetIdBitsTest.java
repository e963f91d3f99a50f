package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a changed file loses its set-user-id and set-group-id bits. Who may keep them is root, so
 * that only root can play both.
 */
class SetIdBitsTest {

  /** Runs a script as the user that nothing belongs to. */
  private static final String AS_NOBODY =
      "setpriv --reuid 65534 --regid 65534 --clear-groups bash -c ";

  @TempDir static Path directory;
  private static MountedView view;

  @BeforeAll
  static void mount() throws IOException {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
    assumeThat(Path.of("/usr/bin/setpriv")).exists();
    view = MountedView.start(directory, "allow_other");
  }

  @AfterAll
  static void unmount() throws IOException {
    if (view != null) {
      view.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo more >> f",
        "echo other > f",
        "truncate -s 1 f",
        "fallocate -l 8192 f",
        "dd if=/dev/zero of=f bs=1 count=1 conv=notrunc status=none"
      })
  void aChangeByAnybodyTakesThem(String change) throws Exception {
    makeFile("6777");

    view.sh(AS_NOBODY + "'" + change + "'");

    assertThat(view.sh("stat -c %a f")).isEqualTo("777");
  }

  @Test
  void aWriteAfterTheBitsWereSetTakesThemToo() throws Exception {
    makeFile("777");

    view.sh(AS_NOBODY + "'exec 3>>f; echo one >&3; chmod 6777 f; echo two >&3'");

    assertThat(view.sh("stat -c %a f")).isEqualTo("777");
  }

  @Test
  void aChangeByRootLeavesThem() throws Exception {
    makeFile("6777");

    view.sh("echo more >> f; truncate -s 1 f; fallocate -l 8192 f; echo other > f");

    assertThat(view.sh("stat -c %a f")).isEqualTo("6777");
  }

  @Test
  void setGroupIdOfAFileThatTheGroupMayNotExecuteStays() throws Exception {
    makeFile("6766");

    view.sh(AS_NOBODY + "'echo more >> f'");

    assertThat(view.sh("stat -c %a f")).isEqualTo("2766");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chown 1:1 f", "chgrp 1 f"})
  void anotherOwnerTakesThem(String change) throws Exception {
    makeFile("6777");

    view.sh(change);

    assertThat(view.sh("stat -c %a f")).isEqualTo("777");
  }

  @Test
  void aChownToNobodyElseTakesThemAsOnALocalDisk() throws Exception {
    makeFile("6777");

    view.sh("chown -h -- : f; python3 -c 'import os; os.chown(\"f\", -1, -1)'");

    assertThat(view.sh("stat -c %a f")).isEqualTo("777");
  }

  @Test
  void anotherOwnerOfADirectoryLeavesThem() throws Exception {
    view.sh("rm -rf d; mkdir d; chmod 6777 d; chown 1:1 d");

    assertThat(view.sh("stat -c %a d")).isEqualTo("6777");
  }

  private static void makeFile(String mode) throws Exception {
    view.sh("rm -f f; echo text > f; chown 65534:65534 f; chmod " + mode + " f");
    assertThat(view.sh("stat -c %a f")).isEqualTo(mode);
  }
}
