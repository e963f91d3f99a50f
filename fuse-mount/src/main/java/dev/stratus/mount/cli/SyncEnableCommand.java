package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.CloudSwitchRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stratus sync enable}. */
@Command(
    name = "enable",
    description = {
      "Switches the cloud on again, of a mount or for one bundle (a first-level directory): what waited",
      "goes up, and downloads go on."
    },
    footer = {"", "Example:", "  stratus sync enable /cloud/photos"})
final class SyncEnableCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  SyncEnableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    CloudState state =
        one.ask(
            context.environment(),
            (client, bundle) ->
                client.ask(
                    bundle == null
                        ? new CloudSwitchRequest(null, true, Map.of())
                        : new CloudSwitchRequest(null, null, Map.of(bundle, true))));
    context.terminal().out().println(CloudText.of(state));
    return ExitCode.OK;
  }
}
