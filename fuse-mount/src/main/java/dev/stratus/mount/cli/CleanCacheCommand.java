package dev.stratus.mount.cli;

import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus clean-cache}. */
@Command(
    name = "clean-cache",
    description = {
      "Drops the local copies of files; the files stay.",
      "What is not safely in the cloud, or open, keeps its copy and is named with the reason; the",
      "exit code is then 1."
    },
    footer = {
      "",
      "--json prints a list with one object per mount:",
      "  [{\"dryRun\", \"freed\": {\"files\", \"bytes\"}, \"keptCount\",",
      "    \"kept\": [{\"path\", \"state\", \"reason\"}]}]",
      "",
      "Example:",
      "  stratus clean-cache -r /cloud/videos --dry-run"
    })
final class CleanCacheCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories: the files in them.")
  List<String> paths = List.of();

  @Option(
      names = {"-r", "--recursive"},
      description = "Directories: all that is below them.")
  boolean recursive;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  CleanCacheCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<CleanCacheResult> results = ask();
    if (json) {
      context.terminal().out().println(ControlJson.pretty(results));
    } else {
      results.forEach(this::print);
    }
    boolean kept = results.stream().anyMatch(result -> result.keptCount() > 0);
    return kept ? ExitCode.FAILED : ExitCode.OK;
  }

  private List<CleanCacheResult> ask() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    return PathGroups.ask(
        daemons,
        paths,
        (client, there) -> client.ask(new CleanCacheRequest(there, recursive, dryRun)));
  }

  private void print(CleanCacheResult result) {
    Terminal terminal = context.terminal();
    terminal
        .out()
        .println(
            (result.dryRun() ? "Would free " : "Freed ") + HumanText.amount(result.freed()) + ".");
    if (result.keptCount() > 0) {
      terminal.complain(HumanText.files(result.keptCount()) + " kept:");
      RemainingFiles.print(terminal.err(), result.kept(), result.keptCount());
    }
  }
}
