package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.RestoreRequest;
import dev.stratus.sync.control.RestoreResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus restore}. */
@Command(
    name = "restore",
    description = {
      "Brings a version of a file back, in one step; also of a file that was deleted. What the file",
      "has now stays as a version: it is refused while that is not in the cloud."
    },
    footer = {
      "",
      "--json prints an object: {\"path\", \"version\": {\"version\", \"edited\", \"size\", \"deleted\"}}.",
      "",
      "Example:",
      "  stratus restore /cloud/notes/plan.txt",
      "  stratus restore /cloud/notes/plan.txt --version 3f2a… --to /cloud/notes/plan.old.txt"
    })
final class RestoreCommand implements Callable<Integer> {

  private static final String STOPPED =
      "Only the waiting has stopped: the version still comes, and takes its place when it is here.";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(paramLabel = "PATH", description = "A file on the mount.")
  String path = "";

  @Option(
      names = "--version",
      paramLabel = "ID",
      description = "As 'stratus history' names it. Default: the newest one with other bytes.")
  @Nullable String version;

  @Option(
      names = "--to",
      paramLabel = "PATH",
      description = "Where it goes; nothing may be there. Default: in the place of the file.")
  @Nullable String to;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  RestoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    Path file = daemons.absolute(path);
    String target = to == null ? null : daemons.absolute(to).toString();
    try (ControlClient client = daemons.connect(daemons.mountOf(file));
        ProgressView progress = new ProgressView(context.terminal(), STOPPED)) {
      RestoreResult result =
          client.ask(new RestoreRequest(file.toString(), version, target), progress);
      context.terminal().out().println(json ? ControlJson.pretty(result) : text(result));
    }
    return ExitCode.OK;
  }

  private static String text(RestoreResult result) {
    HistoricVersion version = result.version();
    return result.path()
        + ": "
        + HumanText.size(version.size())
        + ", as of "
        + HumanText.time(version.edited());
  }
}
