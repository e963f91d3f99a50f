package dev.stratus.sync.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Gives room of a file back to the disk, without making the file shorter. */
@FunctionalInterface
public interface HolePuncher {

  /**
   * From now on these bytes of the file are a hole, and read as zeros.
   *
   * @throws IOException also where the file system has no holes
   */
  void punch(Path file, long offset, long length) throws IOException;

  /** By a program of the system; for who cannot call the kernel. */
  static HolePuncher byCommand() {
    return (file, offset, length) -> {
      Process process =
          new ProcessBuilder(
                  List.of("fallocate", "-p", "-o", "" + offset, "-l", "" + length, "" + file))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.onExit().join().exitValue() != 0) {
        throw new IOException("fallocate: " + said.strip());
      }
    };
  }
}
