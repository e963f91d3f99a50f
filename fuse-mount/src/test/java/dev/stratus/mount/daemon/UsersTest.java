package dev.stratus.mount.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {

  @TempDir Path temp;

  @Test
  void aProgramWithAnOpenFileIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    try (InputStream open = Files.newInputStream(file)) {
      assertThat(open.read()).isEqualTo('x');
      assertThat(Users.of(temp))
          .anyMatch(user -> user.contains("(process " + ProcessHandle.current().pid() + ")"));
    }
    assertThat(Users.of(temp)).isEmpty();
  }
}
