package dev.stratus.mount.cli;

import dev.stratus.sync.control.SyncStopRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stratus sync stop}. */
@Command(
    name = "stop",
    description = {
      "Stops the uploads of a mount, or of one bundle (a first-level directory), also over restarts.",
      "'pause' and 'sync stop' are the same.",
      "Writes stay safe, and wait as STOPPED; what is read still comes."
    },
    footer = {"", "Example:", "  stratus pause /cloud"})
final class SyncStopCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  SyncStopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    one.ask(context.environment(), (client, bundle) -> client.ask(new SyncStopRequest(bundle)));
    return ExitCode.OK;
  }
}
