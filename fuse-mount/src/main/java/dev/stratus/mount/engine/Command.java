package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system that is run for its exit code and its words. */
final class Command {

  /**
   * How a run ended.
   *
   * @param exitCode -1 if it had to be killed
   */
  record Outcome(int exitCode, String output) {

    boolean succeeded() {
      return exitCode == 0;
    }

    boolean timedOut() {
      return exitCode == -1;
    }
  }

  /** More than any of them says. */
  private static final int MOST_SAID = 1 << 20;

  private Command() {}

  /**
   * Runs a program in the C locale, so that its words can be compared.
   *
   * @throws IOException if there is no such program
   */
  static Outcome run(Duration atMost, List<String> words) throws IOException, InterruptedException {
    Path file = Files.createTempFile("stratus-", ".out");
    try (FileChannel output = FileChannel.open(file, StandardOpenOption.READ)) {
      Process process = start(words, file);
      process.getOutputStream().close();
      int exitCode = await(process, atMost);
      ByteBuffer said = ByteBuffer.allocate((int) Math.min(output.size(), MOST_SAID));
      output.read(said);
      return new Outcome(
          exitCode, StandardCharsets.ISO_8859_1.decode(said.flip()).toString().strip());
    }
  }

  /** The program has the file open as its output, so nobody needs its name any more. */
  private static Process start(List<String> words, Path output) throws IOException {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      return builder.redirectOutput(output.toFile()).start();
    } finally {
      Files.delete(output);
    }
  }

  private static int await(Process process, Duration atMost) throws InterruptedException {
    try {
      if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      return -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
