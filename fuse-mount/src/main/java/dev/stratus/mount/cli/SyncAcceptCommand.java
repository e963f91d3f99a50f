package dev.stratus.mount.cli;

import dev.stratus.sync.control.AcceptResult;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.Held;
import dev.stratus.sync.control.SyncAcceptRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus sync accept}. */
@Command(
    name = "accept",
    description = {
      "Lets a mount follow the cloud where 'stratus status' says that it waits for this: so many",
      "files are missing there, or the bucket is another one, that it looks like an accident."
    },
    footer = {"", "Example:", "  stratus sync accept /cloud"})
final class SyncAcceptCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "0..1", paramLabel = "MOUNTPOINT", description = "Default: the only mount.")
  @Nullable String mountPoint;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncAcceptCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = new OneDaemon(context.environment()).connect(mountPoint)) {
      AcceptResult result = client.ask(new SyncAcceptRequest());
      Held accepted = result.accepted();
      String text =
          accepted == null
              ? "Nothing waits to be accepted."
              : "Accepted: " + HeldText.what(accepted) + ".";
      context.terminal().out().println(json ? ControlJson.pretty(result) : text);
    }
    return ExitCode.OK;
  }
}
