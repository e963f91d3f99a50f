package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When a changed file loses its set-user-id and set-group-id bits. Who may keep them is root, so
 * that only root can play both.
 */
class SetIdBitsTest {

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

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("6777", byNobody("echo more >> f"), "777"),
        arguments("6777", byNobody("echo other > f"), "777"),
        arguments("6777", byNobody("truncate -s 1 f"), "777"),
        arguments("6777", byNobody("fallocate -l 8192 f"), "777"),
        arguments("6777", byNobody("dd if=/dev/zero of=f bs=1 count=1 conv=notrunc"), "777"),
        // Set in the middle of the writing.
        arguments("777", byNobody("exec 3>>f; echo 1 >&3; chmod 6777 f; echo 2 >&3"), "777"),
        // Where the group may not execute, set-group-id means something else.
        arguments("6766", byNobody("echo more >> f"), "2766"),
        arguments("6777", "echo more >> f; truncate -s 1 f; fallocate -l 9 f; : > f", "6777"),
        arguments("6777", "chown 1:1 f", "777"),
        arguments("6777", "chgrp 1 f", "777"),
        arguments("6777", "python3 -c 'import os; os.chown(\"f\", -1, -1)'", "777"));
  }

  /** A script of the user that nothing belongs to. */
  private static String byNobody(String script) {
    return "setpriv --reuid 65534 --regid 65534 --clear-groups bash -c '" + script + "'";
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whoMayNotKeepThemTakesThemAway(String before, String change, String after) throws Exception {
    view.sh("rm -f f; echo text > f; chown 65534:65534 f; chmod " + before + " f");
    assertThat(view.sh("stat -c %a f")).isEqualTo(before);

    view.sh(change);

    assertThat(view.sh("stat -c %a f")).isEqualTo(after);
  }

  /** Where the group may not execute, set-group-id stays with those who are in the group. */
  static Stream<Arguments> changesByOthers() {
    return Stream.of(
        arguments("1:1", byNobody("echo more >> f"), "666"),
        arguments("1:1", byNobody(": > f"), "666"),
        arguments("1:1", byNobody("fallocate -l 8192 f"), "666"),
        arguments("1:1", byNobody("python3 -c \"import os; os.truncate(\\\"f\\\", 1)\""), "666"),
        arguments("65534:1", byNobody("echo more >> f"), "666"),
        arguments("1:65534", byNobody("echo more >> f"), "2666"),
        arguments(
            "1:1", byNobody("echo more >> f").replace("--clear-groups", "--groups 7,1"), "2666"),
        arguments("1:1", "echo more >> f; chown 2:2 f", "2666"));
  }

  @ParameterizedTest
  @MethodSource("changesByOthers")
  void whoIsNotInTheGroupTakesSetGroupIdAway(String owners, String change, String after)
      throws Exception {
    view.sh("rm -f f; echo text > f; chown " + owners + " f; chmod 2666 f");

    view.sh(change);

    assertThat(view.sh("stat -c %a f")).isEqualTo(after);
  }

  @Test
  void anotherOwnerOfADirectoryLeavesThem() throws Exception {
    view.sh("rm -rf d; mkdir d; chmod 6777 d; chown 1:1 d");

    assertThat(view.sh("stat -c %a d")).isEqualTo("6777");
  }
}
