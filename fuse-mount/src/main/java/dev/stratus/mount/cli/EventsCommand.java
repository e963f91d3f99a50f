package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.EventConnection;
import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.WatchChangesRequest;
import dev.stratus.sync.mounts.MountEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
      description = "A file or directory. Default: all of the only mount.")
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
    CompletableFuture<EventConnection.End> ended = new CompletableFuture<>();
    Watched watched = watched();
    try (EventConnection connection = EventConnection.open(watched.socket(), ended::complete)) {
      connection.subscribe(watched.request(), event -> print(event, ended));
      EventConnection.End end = ended.get();
      if (end == EventConnection.End.CLOSED) {
        return ExitCode.OK;
      }
      throw new CommandFailure(
          ExitCode.FAILED,
          end == EventConnection.End.GONE
              ? "The mount has ended."
              : "The events were not read as fast as they came; some are lost.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
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
    try (ControlClient client = new OneMount().connect(context.environment())) {
      Path root = Path.of(client.ask(new StatusRequest()).mount().mountPoint());
      return new Watched(
          daemons.socket(daemons.mountAt(root)), new WatchChangesRequest(root.toString(), true));
    }
  }

  private void print(FileEvent event, CompletableFuture<EventConnection.End> ended) {
    context.terminal().out().println(json ? ControlJson.line(event) : text(event));
    if (context.terminal().out().checkError()) {
      ended.complete(EventConnection.End.CLOSED); // nobody reads any more
    }
  }

  private static String text(FileEvent event) {
    String path = event.path() + (event.directory() ? "/" : "");
    return event.from() == null
        ? "%-8s  %s".formatted(event.type(), path)
        : "%-8s  %s -> %s".formatted(event.type(), event.from(), path);
  }
}
