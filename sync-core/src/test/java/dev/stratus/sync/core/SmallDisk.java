package dev.stratus.sync.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of its own that can really be full: ext4 in a file, mounted by loop. */
final class SmallDisk implements AutoCloseable {

  private final Path root;
  private final Path filler;

  private SmallDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  /** Makes one, or ends the test as skipped where this machine does not let us. */
  static SmallDisk make(Path directory, String name, int mebibytes) throws IOException {
    assumeTrue(
        (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
        "a disk of its own needs root");
    Path image = directory.resolve(name + ".img");
    Path root = Files.createDirectories(directory.resolve(name));
    run("truncate", "-s", mebibytes + "M", image.toString());
    run("mkfs.ext4", "-q", "-m", "0", image.toString());
    run("mount", "-o", "loop", image.toString(), root.toString());
    return new SmallDisk(root);
  }

  private static void run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, command[0] + " cannot be run: " + e.getMessage());
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.onExit().join().exitValue();
    assumeTrue(exit == 0, () -> String.join(" ", command) + ": " + said);
  }

  Path root() {
    return root;
  }

  /** Takes every byte that is left. */
  void fill() throws IOException {
    for (int chunk = 1 << 16; chunk > 0; chunk /= 4) {
      fillWith(new byte[chunk]);
    }
  }

  private void fillWith(byte[] chunk) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  /** Gives what {@link #fill} took. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", root.toString());
  }
}
