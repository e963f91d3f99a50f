package dev.stratus.mount.cli;

import dev.stratus.sync.control.StateRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus state}. */
@Command(
    name = "state",
    description = {
      "Shows where files stand between here and the cloud: state, location, path below the mount.",
      "A directory stands for itself, with the most urgent state below it; with -r for all files",
      "and links below it. A location is local (no object yet), cloud (not, or not all, here) or",
      "both. The exit code does not depend on the states."
    },
    footer = {
      "",
      "--json prints a list, one file a line:",
      "  [{\"path\", \"state\", \"location\": 1 local, 2 cloud, 3 both, \"size\", \"cached\", \"reason\"}]",
      "",
      "Example:",
      "  stratus state -r /cloud/photos --json | jq '.[] | select(.state == \"UPLOAD_FAILURE\")'",
      "  stratus state /cloud/notes.txt"
    })
final class StateCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
  List<String> paths = List.of();

  @Option(
      names = {"-r", "--recursive"},
      description = "Directories: all files and links below them.")
  boolean recursive;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  StateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    StateLines lines =
        json ? StateLines.json(context.terminal()) : StateLines.text(context.terminal());
    Daemons daemons = new Daemons(context.environment());
    PathGroups.visit(
        daemons,
        paths,
        (client, there) -> {
          for (String path : there) {
            client.readStates(new StateRequest(path, recursive, null), lines::print);
          }
        });
    lines.end();
    return ExitCode.OK;
  }
}
