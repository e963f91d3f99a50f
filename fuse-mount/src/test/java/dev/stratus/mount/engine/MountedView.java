package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link ViewServer} in a process of its own, and shells that work in its mount. */
final class MountedView implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path mountPoint;
  private final Path log;
  private final Process server;

  private MountedView(Path mountPoint, Path log, Process server) {
    this.mountPoint = mountPoint;
    this.log = log;
    this.server = server;
  }

  static MountedView start(Path directory, String... options) throws IOException {
    MountedView view = launch(directory, options);
    await().atMost(PATIENCE).until(() -> view.says("mounted") || !view.server.isAlive());
    assertThat(view.log).content().startsWith("mounted");
    return view;
  }

  /** Starts the server without waiting for the mount. */
  static MountedView launch(Path directory, String... options) throws IOException {
    assertThat(Path.of("/dev/fuse"))
        .as("the mount tests need /dev/fuse: load the module, or start the container with it")
        .exists();
    Path mountPoint = directory.resolve("mnt");
    if (MountTable.at(mountPoint).isEmpty()) {
      Files.createDirectories(mountPoint);
    }
    Path log = Files.createTempFile(directory, "server-", ".log");
    return new MountedView(mountPoint, log, serve(mountPoint, log, options));
  }

  private static Process serve(Path mountPoint, Path log, String... options) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    if (Runtime.version().feature() >= 22) {
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    // Not UTF-8 on purpose: names must not depend on the default charset.
    words.addAll(
        List.of("-Dfile.encoding=ISO-8859-1", "-cp", System.getProperty("java.class.path")));
    words.add(ViewServer.class.getName());
    words.add(mountPoint.toString());
    words.addAll(List.of(options));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
        .start();
  }

  Path mountPoint() {
    return mountPoint;
  }

  Process server() {
    return server;
  }

  boolean says(String words) throws IOException {
    return Files.readString(log).contains(words);
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** Runs a bash script inside the mount; a failing command ends it. */
  Command.Outcome run(String script) throws IOException, InterruptedException {
    String inside = "cd '" + mountPoint + "' && set -e -o pipefail\n" + script;
    return Command.run(PATIENCE, List.of("bash", "-c", inside));
  }

  /** Runs a bash script that must succeed; answers what it prints. */
  String sh(String script) throws IOException, InterruptedException {
    Command.Outcome outcome = run(script);
    assertThat(outcome.exitCode()).as("%s\n%s", script, outcome.output()).isZero();
    return outcome.output();
  }

  /** Starts a bash script inside the mount and does not wait. */
  Process start(String script) throws IOException {
    return new ProcessBuilder("bash", "-c", script)
        .directory(new File(mountPoint.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Override
  public void close() throws IOException {
    try {
      if (MountTable.at(mountPoint).isPresent()) {
        Unmounter.detach(mountPoint, true);
      }
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.destroyForcibly();
    }
  }
}
