package dev.stratus.mount.cli;

import dev.stratus.sync.control.AcceptResult;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.Held;
import dev.stratus.sync.control.SyncAcceptRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus sync accept}. */
@Command(
    name = "accept",
    description = {
      "Lets a mount follow the cloud where 'stratus status' says that it waits for this.",
      "So many files are missing there, or the bucket is another one, that it looks like an accident."
    },
    footer = {"", "Example:", "  stratus sync accept /cloud"})
final class SyncAcceptCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncAcceptCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
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
