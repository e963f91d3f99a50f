package dev.stratus.sync.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 disk whose image lies on an XFS that shares blocks between copies: a copy of the image is
 * the disk as a power cut would leave it at that moment, without what only the page cache held.
 */
final class CuttableDisk implements AutoCloseable {

  private final Path directory;
  private final Deque<Path> mounts = new ArrayDeque<>();
  private int copies;

  CuttableDisk(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    try {
      build();
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void build() throws IOException, InterruptedException {
    Path outer = directory.resolve("outer.img");
    run("truncate", "-s", "1200M", outer.toString());
    run("mkfs.xfs", "-q", "-m", "reflink=1", outer.toString());
    mount(outer, "outer");
    Path image = image("disk");
    run("truncate", "-s", "400M", image.toString());
    run("mkfs.ext4", "-q", "-F", image.toString());
    mount(image, "disk");
  }

  /** What this machine lacks for it; empty when it can be had. */
  static String lacks() throws InterruptedException {
    for (List<String> need :
        List.of(List.of("losetup", "-f"), List.of("mkfs.xfs", "-V"), List.of("mkfs.ext4", "-V"))) {
      try {
        Process process = new ProcessBuilder(need).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
          return need + " does not work here (root and loop devices are needed)";
        }
      } catch (IOException e) {
        return need.get(0) + " is not installed";
      }
    }
    return "";
  }

  private Path image(String name) {
    return directory.resolve("outer").resolve(name + ".img");
  }

  private Path mount(Path image, String name) throws IOException, InterruptedException {
    Path at = Files.createDirectory(directory.resolve(name));
    run("mount", "-o", "loop", image.toString(), at.toString());
    mounts.push(at);
    return at;
  }

  /** The disk that is worked on. */
  Path path() {
    return directory.resolve("disk");
  }

  /** Takes the disk as it is at this moment; {@link #open} mounts it. */
  String cut() throws IOException, InterruptedException {
    String name = "cut" + copies++;
    run("cp", "--reflink=always", image("disk").toString(), image(name).toString());
    return name;
  }

  Path open(String cut) throws IOException, InterruptedException {
    return mount(image(cut), cut);
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(List.of(words) + ": " + said);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      while (!mounts.isEmpty()) {
        run("umount", "-l", mounts.pop().toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting", e);
    }
  }
}
