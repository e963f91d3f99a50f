package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private Command() {}

  /**
   * Runs a program in the C locale, so that its words can be compared.
   *
   * @throws IOException if there is no such program
   */
  static Outcome run(Duration atMost, List<String> words) throws IOException, InterruptedException {
    Path output = Files.createTempFile("stratus-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      int exitCode = await(process, atMost);
      return new Outcome(exitCode, Files.readString(output, StandardCharsets.ISO_8859_1).strip());
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
