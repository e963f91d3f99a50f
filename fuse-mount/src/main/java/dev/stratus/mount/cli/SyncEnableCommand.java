package dev.stratus.mount.cli;

import java.io.IOException;
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
    CloudSwitch.set(context, one, true);
    return ExitCode.OK;
  }
}
