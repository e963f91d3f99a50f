package dev.stratus.mount.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The process of a daemon, as the kernel shows it. */
record DaemonProcess(long pid) {

  /**
   * Tells whether all of it has ended, so that its files and locks are free. A zombie has ended:
   * when it goes is its parent's business, and in many a container the first process never asks.
   */
  boolean hasEnded() throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return isZombie(process) && isAlone(process);
    } catch (IOException e) {
      // It may go between any two looks.
      if (Files.notExists(process)) {
        return true;
      }
      throw e;
    }
  }

  /** The state is the first letter behind the command, which may itself have brackets in it. */
  private static boolean isZombie(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    return stat.startsWith(") Z", stat.lastIndexOf(')'));
  }

  /** The first thread of a process may be over while others still work. */
  private static boolean isAlone(Path process) throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return threads.count() <= 1;
    }
  }
}
