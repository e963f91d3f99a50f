package dev.stratus.mount.config;

import dev.stratus.sync.control.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the process: environment variables, working directory, user.
 *
 * @param directory against which relative paths are read; the daemon's is that of its command
 */
public record Environment(Map<String, String> variables, Path directory, int uid) {

  /** Tells a daemon where its command was called; its own working directory pins no mount. */
  public static final String WORKING_DIRECTORY = "STRATUS_WORKING_DIRECTORY";

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** This process's own. */
  public static Environment current() throws IOException {
    Map<String, String> variables = System.getenv();
    String directory = variables.getOrDefault(WORKING_DIRECTORY, "");
    return new Environment(
        variables, Path.of(directory).toAbsolutePath(), RuntimeDirectory.currentUid());
  }

  /** A variable's value, or null when it is not set or empty. */
  public @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A path as the user wrote it, made absolute; a leading {@code ~} is the home directory. */
  public Path path(String text) {
    if (text.equals("~") || text.startsWith("~/")) {
      return home().resolve(text.substring(Math.min(text.length(), 2))).normalize();
    }
    return directory.resolve(text).normalize();
  }

  public Path home() {
    String home = get("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home);
  }

  /** Where programs keep their state: {@code $XDG_STATE_HOME}, else {@code ~/.local/state}. */
  public Path stateHome() {
    String given = get("XDG_STATE_HOME");
    return given == null ? home().resolve(".local/state") : Path.of(given);
  }

  /** Where programs keep their configuration: {@code $XDG_CONFIG_HOME}, else {@code ~/.config}. */
  public Path configHome() {
    String given = get("XDG_CONFIG_HOME");
    return given == null ? home().resolve(".config") : Path.of(given);
  }

  /** Where this user's control sockets are. */
  public RuntimeDirectory runtimeDirectory() {
    return RuntimeDirectory.of(variables, uid);
  }
}
