package dev.stratus.mount.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCommandTest {

  @Test
  void isTheCommandOfThisProcessInANewSession() throws IOException {
    List<String> command = OwnCommand.inNewSession();
    assertThat(command.get(0)).isEqualTo("setsid");
    assertThat(Path.of(command.get(1))).isExecutable().hasFileName("java");
    assertThat(command).noneMatch(String::isEmpty);
  }

  @Test
  void classPathsAreMadeAbsolute() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(OwnCommand.absolute("a.jar:/b/c.jar")).isEqualTo(here + "/a.jar:/b/c.jar");
  }
}
