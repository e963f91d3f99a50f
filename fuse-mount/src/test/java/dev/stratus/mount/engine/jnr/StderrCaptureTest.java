package dev.stratus.mount.engine.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StderrCaptureTest {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  @Test
  void catchesWhatIsPrintedInAFileThatHasNoName() throws Exception {
    Path before = Files.readSymbolicLink(STDERR);
    try (StderrCapture printed = new StderrCapture()) {
      print("fusermount: not allowed\n");
      assertThat(printed.text()).contains("fusermount: not allowed");
      print("and why");
      assertThat(printed.text()).contains("not allowed\nand why");
      assertThat(Files.readSymbolicLink(STDERR).toString()).endsWith(".err (deleted)");
    }
    assertThat(Files.readSymbolicLink(STDERR)).isEqualTo(before);
  }

  /** Past whatever stands for standard error in Java. */
  @SuppressWarnings("resource") // its descriptor is the process' own
  private static void print(String text) throws IOException {
    new FileOutputStream(FileDescriptor.err).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
