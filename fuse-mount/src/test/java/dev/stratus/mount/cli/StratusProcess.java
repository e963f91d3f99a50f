package dev.stratus.mount.cli;

import dev.stratus.cloud.s3.Credentials;
import dev.stratus.mount.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program in a process of its own, away from whatever this machine has mounted. */
public final class StratusProcess {

  private static final long BOUND_SECONDS = 120;

  private final Path temp;

  /** What a run left. */
  public record Outcome(int exitCode, String out, String err) {}

  public StratusProcess(Path temp) {
    this.temp = temp;
  }

  /** Leaves a server's keys where the program looks for them. */
  public void giveKeys(Credentials keys) throws IOException {
    Path file = Files.createDirectory(temp.resolve(".aws")).resolve("credentials");
    Files.writeString(
        file,
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(keys.accessKey(), keys.secretKey()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Runs it to its end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    return runIn(temp, arguments);
  }

  /** The same with another working directory. */
  Outcome runIn(Path directory, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(temp, "out", ".txt");
    Path err = Files.createTempFile(temp, "err", ".txt");
    Process process = startIn(directory, out, err, arguments);
    try {
      if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("it did not end: " + List.of(arguments));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), read(out), read(err));
  }

  /** Starts it; the caller ends it. */
  public Process start(Path out, Path err, String... arguments) throws IOException {
    return startIn(temp, out, err, arguments);
  }

  private Process startIn(Path directory, Path out, Path err, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.directory(directory.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("STRATUS_"));
    environment.keySet().removeIf(name -> name.startsWith("XDG_"));
    environment.put("HOME", temp.toString());
    environment.put("STRATUS_RUNTIME_DIR", temp.resolve("run").toString());
    return builder.start();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dfile.encoding=UTF-8");
    command.add("-XX:TieredStopAtLevel=1");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
