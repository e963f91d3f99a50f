package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.RetryResult;
import dev.stratus.sync.control.SyncRetryRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus sync retry}. */
@Command(
    name = "retry",
    description = {
      "Tries uploads at once that failed or wait after a failure.",
      "Says how many; 'stratus wait' then tells what came of them."
    },
    footer = {
      "",
      "--json prints a list with one object per mount: [{\"files\"}].",
      "",
      "Example:",
      "  stratus sync retry /cloud/photos"
    })
final class SyncRetryCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files or directories; a mount point for all.")
  List<String> paths = List.of();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncRetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    List<RetryResult> results =
        PathGroups.ask(daemons, paths, (client, there) -> client.ask(new SyncRetryRequest(there)));
    if (json) {
      context.terminal().out().println(ControlJson.pretty(results));
    } else {
      results.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(RetryResult result) {
    context.terminal().out().println("Tried again: " + HumanText.files(result.files()) + ".");
  }
}
