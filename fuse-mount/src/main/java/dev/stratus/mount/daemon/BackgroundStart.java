package dev.stratus.mount.daemon;

import dev.stratus.mount.config.Environment;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts this same command again as a daemon, and waits until its mount answers.
 *
 * <p>The child is the leader of a new session, stands in the root directory (so that it pins no
 * mount) and shares the terminal for its complaints until {@link Readiness} lets go of it.
 */
public final class BackgroundStart {

  /** Tells the child that it is one. */
  private static final String CHILD = "STRATUS_DAEMON";

  /** A mount with a million files is there in 2 s; the cloud has its own, shorter bounds. */
  private static final long BOUND_SECONDS = 120;

  /** Between the last complaint of a child and its end there is only the closing of what it had. */
  private static final long END_SECONDS = 30;

  private static final int FAILED = 1;

  private final Environment environment;
  private final PrintStream out;
  private final PrintStream err;

  public BackgroundStart(Environment environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Whether this process is the child of such a start. */
  public static boolean isChild(Environment environment) {
    return environment.get(CHILD) != null;
  }

  /**
   * Starts the child.
   *
   * @return 0 when its mount answers, else the child's exit code; the child has told why
   */
  public int run() throws IOException, InterruptedException {
    Process child = start();
    Thread killer = new Thread(child::destroy, "background-start");
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      List<String> ready = awaitReady(child);
      Runtime.getRuntime().removeShutdownHook(killer);
      ready.forEach(out::println);
      return ready.isEmpty() ? exitCode(child) : 0;
    } catch (TimeoutException e) {
      err.println("stratus: the mount did not answer in " + BOUND_SECONDS + " s and was given up.");
      child.destroy();
      exitCode(child);
      return FAILED;
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(OwnCommand.inNewSession());
    builder.environment().put(CHILD, "1");
    builder.environment().put(Environment.WORKING_DIRECTORY, environment.directory().toString());
    return builder
        .directory(new File("/"))
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What the child says when it is ready; nothing if it ended before. */
  private static List<String> awaitReady(Process child)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<List<String>> lines = new CompletableFuture<>();
    Thread reader = new Thread(() -> readLines(child, lines), "daemon-ready");
    reader.setDaemon(true);
    reader.start();
    try {
      return lines.get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the daemon cannot be heard", e.getCause());
    }
  }

  private static void readLines(Process child, CompletableFuture<List<String>> lines) {
    try (BufferedReader reader = child.inputReader(StandardCharsets.UTF_8)) {
      lines.complete(
          reader
              .lines()
              .filter(line -> line.startsWith(Readiness.MARK))
              .map(line -> line.substring(Readiness.MARK.length()))
              .toList());
    } catch (IOException | UncheckedIOException e) {
      lines.completeExceptionally(e);
    }
  }

  private static int exitCode(Process child) throws InterruptedException {
    if (!child.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      child.destroyForcibly();
      return FAILED;
    }
    return child.exitValue() == 0 ? FAILED : child.exitValue();
  }
}
