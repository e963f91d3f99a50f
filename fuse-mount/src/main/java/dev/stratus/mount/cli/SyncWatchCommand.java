package dev.stratus.mount.cli;

import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.WatchSyncRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus sync watch}. */
@Command(
    name = "watch",
    description = {
      "Prints how the sync stands, at once and whenever it stands otherwise, until Ctrl-C:",
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

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncWatchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Daemons daemons = new Daemons(context.environment());
    Path root = mount.root(context.environment());
    new Following(context.terminal())
        .run(
            daemons.socket(daemons.mountAt(root)),
            new WatchSyncRequest(),
            json,
            SyncWatchCommand::text);
    return ExitCode.OK;
  }

  private static String text(SyncEvent event) {
    return event.error().equals(NO_ERROR) ? event.state() : event.state() + ": " + event.error();
  }
}
