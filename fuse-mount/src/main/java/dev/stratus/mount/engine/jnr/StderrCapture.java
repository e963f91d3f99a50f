package dev.stratus.mount.engine.jnr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Catches what native code and its children print to standard error, the only place where libfuse
 * and fusermount tell why a mount failed. What others of this process print meanwhile lands in it
 * too.
 */
final class StderrCapture implements AutoCloseable {

  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;
  private static final LibC C = LibC.INSTANCE;

  private final Path file;
  private final int original;

  StderrCapture() throws IOException {
    file = Files.createTempFile("stratus-", ".err");
    original = C.dup(STDERR);
    int target = C.open(file.toString(), WRITE_ONLY);
    if (original < 0 || target < 0) {
      Files.delete(file);
      throw new IOException("cannot redirect standard error");
    }
    C.dup2(target, STDERR);
    C.close(target);
  }

  String text() throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() throws IOException {
    C.dup2(original, STDERR);
    C.close(original);
    Files.delete(file);
  }
}
