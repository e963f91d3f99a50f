package dev.stratus.mount.cli;

import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.WatchChangesRequest;
import dev.stratus.sync.mounts.MountEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus events}. */
@Command(
    name = "events",
    description = {
      "Prints what happens to a file, or to a directory and the names in it, whoever does it, until",
      "Ctrl-C: ADDED, MODIFIED, DELETED, RENAMED and the path below the mount. A new file is told",
      "when it is first closed, a changed one when its last writer closes it. OVERFLOW says that",
      "events were lost."
    },
    footer = {
      "",
      "--json prints one object a line: {\"type\", \"path\", \"from\": the old path, \"directory\"}.",
      "Exit code 1 when the mount ends, or when the output was not read as fast as events came.",
      "",
      "Example:",
      "  stratus events -r /cloud/inbox --json | jq -r --unbuffered 'select(.type == \"ADDED\") | .path'"
    })
final class EventsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = {"A file or directory.", OneMount.DEFAULT})
  @Nullable String path;

  @Option(
      names = {"-r", "--recursive"},
      description = "A directory: all that is below it.")
  boolean recursive;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  EventsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Watched watched = watched();
    new Following(context.terminal())
        .run(watched.socket(), watched.request(), json, EventsCommand::text);
    return ExitCode.OK;
  }

  /** What to ask, and whom. */
  private record Watched(Path socket, WatchChangesRequest request) {}

  private Watched watched() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    if (path != null) {
      Path absolute = daemons.absolute(path);
      MountEntry mount = daemons.mountOf(absolute);
      return new Watched(
          daemons.socket(mount), new WatchChangesRequest(absolute.toString(), recursive));
    }
    Path root = new OneMount().root(context.environment());
    return new Watched(
        daemons.socket(daemons.mountAt(root)), new WatchChangesRequest(root.toString(), true));
  }

  private static String text(FileEvent event) {
    String path = event.path() + (event.directory() ? "/" : "");
    return event.from() == null
        ? "%-8s  %s".formatted(event.type(), path)
        : "%-8s  %s -> %s".formatted(event.type(), event.from(), path);
  }
}
