package dev.stratus.mount;

import dev.stratus.mount.cli.CommandContext;
import dev.stratus.mount.cli.CommandLineFactory;
import dev.stratus.mount.cli.Terminal;
import dev.stratus.mount.config.Environment;
import java.io.IOException;

/** The program {@code stratus}. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Environment environment = Environment.current();
    CommandContext context =
        new CommandContext(
            environment,
            Terminal.current(),
            (settings, foreground) -> new ServedMount(environment).serve(settings, foreground));
    System.exit(new CommandLineFactory(context).create(arguments).execute(arguments));
  }
}
