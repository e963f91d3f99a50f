package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus sync disable}. */
@Command(
    name = "disable",
    description = {
      "Switches the cloud off, of a mount or for one bundle (a first-level directory), also over restarts:",
      "nothing goes up, nothing is deleted there, nothing comes down by itself, and 'sync start' is",
      "refused. Writes stay safe, and wait as STOPPED; what is read still comes."
    },
    footer = {
      "",
      "--json prints an object: {\"cloud\", \"off\": [names], \"stopped\": [names]}.",
      "",
      "Example:",
      "  stratus sync disable /cloud/photos"
    })
final class SyncDisableCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncDisableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    CloudState state = CloudSwitch.set(context, one, false);
    context.terminal().out().println(json ? ControlJson.pretty(state) : CloudText.of(state));
    return ExitCode.OK;
  }
}
