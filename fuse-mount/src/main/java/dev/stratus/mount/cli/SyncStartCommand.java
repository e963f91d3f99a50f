package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Done;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.SyncStartRequest;
import dev.stratus.sync.control.SyncStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "by itself as soon as it can. Fails where the cloud is switched off or refuses the credentials,",
      "and of a bundle while the sync of the whole mount is stopped."
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
    one.ask(context.environment(), this::start);
    return ExitCode.OK;
  }

  /** A program is told that no round began; a human wanted uploads to go on, and maybe they do. */
  private Done start(ControlClient client, @Nullable String bundle) throws IOException {
    try {
      return client.ask(new SyncStartRequest(bundle));
    } catch (ControlException e) {
      if (!passes(e.failure()) || isHalted(client, bundle)) {
        throw e;
      }
      context.terminal().complain(String.valueOf(e.getMessage()));
      return new Done();
    }
  }

  private static boolean passes(ControlFailure failure) {
    return failure == ControlFailure.UNREACHABLE || failure == ControlFailure.LOW_BATTERY;
  }

  private static boolean isHalted(ControlClient client, @Nullable String bundle)
      throws IOException {
    SyncStatus sync = client.ask(new StatusRequest()).sync();
    CloudState switches = sync.switches();
    boolean bundleOff = bundle != null && switches.off().contains(bundle);
    return sync.stopped() || !switches.cloud() || bundleOff;
  }
}
