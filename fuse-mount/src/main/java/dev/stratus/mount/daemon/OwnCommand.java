package dev.stratus.mount.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The command line that this process was started with, to be run once more. */
final class OwnCommand {

  /** What the kernel kept, complete; Java's own ProcessHandle.Info cuts it at one page. */
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private static final Path EXECUTABLE = Path.of("/proc/self/exe");

  private static final Set<String> CLASS_PATH_OPTIONS =
      Set.of("-cp", "-classpath", "--class-path", "-jar");

  private OwnCommand() {}

  /** Its own words behind {@code setsid}; relative class paths are made absolute. */
  static List<String> inNewSession() throws IOException {
    String raw = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
    List<String> words = Arrays.asList(raw.split("\0", -1));
    List<String> command = new ArrayList<>(List.of("setsid", EXECUTABLE.toRealPath().toString()));
    for (int i = 1; i < words.size() - 1; i++) {
      boolean classPath = CLASS_PATH_OPTIONS.contains(words.get(i - 1));
      command.add(classPath ? absolute(words.get(i)) : words.get(i));
    }
    return command;
  }

  static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
