package dev.stratus.mount.cli;

import dev.stratus.sync.control.SyncStartRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stratus sync start}. */
@Command(
    name = "start",
    description = {
      "Lets the uploads of a mount, or of one bundle (a first-level directory), go on; files that were",
      "stopped are tried again. 'resume' and 'sync start' are the same. A bundle that was stopped for",
      "itself is started for itself.",
      "Fails where the cloud does not answer, is switched off, or the battery is below 10 %%; once that",
      "is over, the sync goes on by itself."
    },
    footer = {"", "Example:", "  stratus resume /cloud"})
final class SyncStartCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  SyncStartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    one.ask(context.environment(), (client, bundle) -> client.ask(new SyncStartRequest(bundle)));
    return ExitCode.OK;
  }
}
