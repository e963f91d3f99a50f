package dev.stratus.mount.crash;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program in a process of its own, that obeys and answers lines: the test itself never touches a
 * mount.
 */
final class ProgramProcess implements AutoCloseable {

  private final Process process;
  private final BufferedWriter orders;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  ProgramProcess(Class<?> program, Path mount, long seed) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                mount.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "program-answers");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(answers::add);
    } catch (IOException e) {
      answers.add("the program is gone: " + e);
    }
    answers.add("the program has ended");
  }

  void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  /** What it has said that nobody asked for yet. */
  List<String> unasked() {
    return List.copyOf(answers);
  }

  String answer() throws InterruptedException {
    @Nullable String answer = answers.poll(60, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("the program does not answer");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
