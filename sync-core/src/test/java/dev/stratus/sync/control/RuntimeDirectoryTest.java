package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {

  @TempDir Path temp;

  @Test
  void socketsAreWhereTheDocumentsSay() {
    Map<String, String> xdg = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
    assertThat(RuntimeDirectory.of(xdg, 0).socket("id")).hasToString("/run/stratus/id.sock");
    assertThat(RuntimeDirectory.of(xdg, 1000).socket("id"))
        .hasToString("/run/user/1000/stratus/id.sock");
    assertThat(RuntimeDirectory.of(Map.of(), 1000).socket("id"))
        .hasToString("/tmp/stratus-1000/id.sock");
  }

  @Test
  void othersPassThroughButSeeNoList() throws IOException {
    RuntimeDirectory directory = new RuntimeDirectory(temp.resolve("stratus"));
    directory.create(RuntimeDirectory.currentUid());
    directory.create(RuntimeDirectory.currentUid());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx--x--x");
  }

  @Test
  void whatSomebodyElsePutThereIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), elsewhere);
    assertThatThrownBy(() -> new RuntimeDirectory(link).create(RuntimeDirectory.currentUid()))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("belongs to somebody else");
    assertThatThrownBy(
            () -> new RuntimeDirectory(elsewhere).create(RuntimeDirectory.currentUid() + 1))
        .isInstanceOf(ControlException.class);
  }

  @Test
  void whereItCannotBeMadeTheUserReadsWhatToDo() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(
            () ->
                new RuntimeDirectory(file.resolve("stratus")).create(RuntimeDirectory.currentUid()))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("set XDG_RUNTIME_DIR to a directory of your own");
  }

  @Test
  void withoutADirectoryThereAreNoSockets() throws IOException {
    assertThat(new RuntimeDirectory(temp.resolve("none")).sockets()).isEmpty();
  }
}
