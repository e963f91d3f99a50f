package dev.stratus.mount.engine.jnr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Catches what native code and its children print to standard error, the only place where libfuse
 * and fusermount tell why a mount failed. What others of this process print meanwhile lands in it
 * too.
 */
final class StderrCapture implements AutoCloseable {

  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;

  /** More than why a mount failed. */
  private static final int MOST_PRINTED = 1 << 20;

  private static final LibC C = LibC.INSTANCE;

  private final FileChannel printed;
  private final int original;

  StderrCapture() throws IOException {
    Path file = Files.createTempFile("stratus-", ".err");
    int target;
    try {
      printed = FileChannel.open(file, StandardOpenOption.READ);
      target = C.open(file.toString(), WRITE_ONLY);
    } finally {
      // A process that is killed meanwhile leaves nothing.
      Files.delete(file);
    }
    original = C.dup(STDERR);
    if (original < 0 || target < 0) {
      printed.close();
      throw new IOException("cannot redirect standard error");
    }
    C.dup2(target, STDERR);
    C.close(target);
  }

  String text() throws IOException {
    ByteBuffer text = ByteBuffer.allocate((int) Math.min(printed.size(), MOST_PRINTED));
    printed.read(text, 0);
    return StandardCharsets.ISO_8859_1.decode(text.flip()).toString().strip();
  }

  @Override
  public void close() throws IOException {
    C.dup2(original, STDERR);
    C.close(original);
    printed.close();
  }
}
