package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.HistoryList;
import dev.stratus.sync.control.HistoryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus history}. */
@Command(
    name = "history",
    description = {
      "Lists the versions of a file that the bucket keeps, the newest first: when it was written,",
      "size, the version's name, with --sha256 its digest. The file may be deleted meanwhile.",
      "Versions belong to a path: those from before a rename are under the old one.",
      "A bucket keeps versions once it was told to: 'stratus versioning enable'."
    },
    footer = {
      "",
      "--json prints a list: [{\"version\", \"edited\", \"size\", \"deleted\", \"sha256\"}].",
      "",
      "Example:",
      "  stratus history /cloud/notes/plan.txt"
    })
final class HistoryCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(paramLabel = "PATH", description = "A file on the mount.")
  String path = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Option(names = "--sha256", description = "Read each version and tell the SHA-256 of its bytes.")
  boolean digests;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  HistoryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    Path file = daemons.absolute(path);
    try (ControlClient client = daemons.connect(daemons.mountOf(file));
        ProgressView progress = new ProgressView(context.terminal())) {
      HistoryList history =
          client.ask(new HistoryRequest(file.toString(), limit, digests), progress);
      if (json) {
        context.terminal().out().println(ControlJson.pretty(history.versions()));
      } else if (history.versions().isEmpty()) {
        context.terminal().out().println("The bucket keeps no version of it.");
      } else {
        history.versions().forEach(this::print);
      }
    }
    return ExitCode.OK;
  }

  private void print(HistoricVersion version) {
    String what = version.deleted() ? "deleted" : HumanText.size(version.size());
    String digest = version.sha256() == null ? "" : "  " + version.sha256();
    context
        .terminal()
        .out()
        .printf(
            "%s  %8s  %s%s%n", HumanText.time(version.edited()), what, version.version(), digest);
  }
}
