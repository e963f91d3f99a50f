package dev.stratus.mount;

import dev.stratus.mount.cli.CommandContext;
import dev.stratus.mount.cli.CommandFailure;
import dev.stratus.mount.cli.CommandLineFactory;
import dev.stratus.mount.cli.ExitCode;
import dev.stratus.mount.cli.Terminal;
import dev.stratus.mount.config.Environment;
import java.io.IOException;

/** The program {@code stratus}. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    CommandContext context =
        new CommandContext(
            Environment.current(),
            Terminal.current(),
            (settings, foreground) -> {
              throw new CommandFailure(ExitCode.FAILED, "This build has no engine yet.");
            });
    System.exit(new CommandLineFactory(context).create().execute(arguments));
  }
}
