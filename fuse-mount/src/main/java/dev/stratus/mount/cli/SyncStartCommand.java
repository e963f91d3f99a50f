package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.SyncStartRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stratus sync start}. */
@Command(
    name = "start",
    description = {"Lets the sync of a mount go on; files that were stopped are tried again."},
    footer = {"", "Example:", "  stratus sync start /cloud"})
final class SyncStartCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "0..1", paramLabel = "MOUNTPOINT", description = "Default: the only mount.")
  @Nullable String mountPoint;

  SyncStartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = new OneDaemon(context.environment()).connect(mountPoint)) {
      client.ask(new SyncStartRequest());
    }
    return ExitCode.OK;
  }
}
