package dev.stratus.mount.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes.
 *
 * @param interactive whether a human watches {@code err}: then there are progress bars
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  /** This process's own. */
  public static Terminal current() {
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        isTerminal(Path.of("/proc/self/fd/2")));
  }

  /** Java 22 gives a Console for pipes too, so the descriptor is asked. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // no /proc, no bars
    }
  }

  /** The one form of every complaint. */
  void complain(String message) {
    err.println("stratus: " + message);
  }
}
