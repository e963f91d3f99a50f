package dev.stratus.mount.cli;

import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.WatchSyncRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus sync watch}. */
@Command(
    name = "watch",
    description = {
      "Prints how the sync of a mount, or of one bundle (a first-level directory), stands, at once and",
      "whenever it stands otherwise, until Ctrl-C:",
      "UPLOADING, DOWNLOADING (it is found out what changed in the cloud), COMPLETED, STOPPED,",
      "UPLOAD_FAILED or DOWNLOAD_FAILED with the reason."
    },
    footer = {
      "",
      "--json prints one object a line: {\"state\", \"error\": NO_ERROR, NETWORK_UNAVAILABLE, …}.",
      "Exit code 1 when the mount ends.",
      "",
      "Example:",
      "  stratus sync watch /cloud"
    })
final class SyncWatchCommand implements Callable<Integer> {

  private static final String NO_ERROR = "NO_ERROR";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneBundle one = new OneBundle();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  /** A mount, and the bundle in it that is meant, if it is not all. */
  private record Watched(String root, @Nullable String bundle) {}

  SyncWatchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Daemons daemons = new Daemons(context.environment());
    Watched watched =
        one.ask(
            context.environment(),
            (client, bundle) ->
                new Watched(client.ask(new StatusRequest()).mount().mountPoint(), bundle));
    new Following(context.terminal())
        .run(
            daemons.socket(daemons.mountAt(Path.of(watched.root()))),
            new WatchSyncRequest(watched.bundle()),
            json,
            SyncWatchCommand::text);
    return ExitCode.OK;
  }

  private static String text(SyncEvent event) {
    return event.error().equals(NO_ERROR) ? event.state() : event.state() + ": " + event.error();
  }
}
