package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
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
      "Where the cloud does not answer, or the battery is below 10 %%, it says so: then the sync goes on",
      "by itself as soon as it can. Fails where the cloud is switched off or refuses the credentials."
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
    try {
      one.ask(context.environment(), (client, bundle) -> client.ask(new SyncStartRequest(bundle)));
    } catch (ControlException e) {
      if (!goesOnLater(e.failure())) {
        throw e;
      }
      context.terminal().complain(String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  /** A program is told that no round began; a human wanted uploads to go on, and they do. */
  private static boolean goesOnLater(ControlFailure failure) {
    return failure == ControlFailure.UNREACHABLE || failure == ControlFailure.LOW_BATTERY;
  }
}
