package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.SyncStartRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stratus sync start}. */
@Command(
    name = "start",
    description = {
      "Lets the uploads of a mount go on; files that were stopped are tried again. 'resume' and",
      "'sync start' are the same."
    },
    footer = {"", "Example:", "  stratus resume /cloud"})
final class SyncStartCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  SyncStartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
      client.ask(new SyncStartRequest());
    }
    return ExitCode.OK;
  }
}
