package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus sync enable}. */
@Command(
    name = "enable",
    description = {
      "Switches the cloud on again, of a mount or for one bundle (a first-level directory): what waited",
      "goes up, and downloads go on."
    },
    footer = {
      "",
      "--json prints an object: {\"cloud\", \"off\": [names], \"stopped\": [names]}.",
      "",
      "Example:",
      "  stratus sync enable /cloud/photos"
    })
final class SyncEnableCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncEnableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    CloudState state = CloudSwitch.set(context, one, true);
    context.terminal().out().println(json ? ControlJson.pretty(state) : CloudText.of(state));
    return ExitCode.OK;
  }
}
