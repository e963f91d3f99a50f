package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.PinResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus pin}. */
@Command(
    name = "pin",
    description = {
      "Keeps files here: what is missing comes, what another client changes comes again, and",
      "nothing of it is dropped to make room. A directory stands for all that is below it, now and",
      "later: a file that is put there is pinned, one that is moved out is not any more.",
      "Returns when it has begun ('stratus download --wait PATH' waits). Pins stay over restarts;",
      "'getfattr -n user.cloud.pinned PATH' shows them."
    },
    footer = {
      "",
      "--json prints a list with one object per mount:",
      "  [{\"changed\": pins that are new, \"missing\": {\"files\", \"bytes\"}}]",
      "",
      "Example:",
      "  stratus pin /cloud/music"
    })
final class PinCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
  List<String> paths = List.of();

  @Option(
      names = {"-r", "--recursive"},
      description = {
        "Also gives each file and directory that is below now a pin of its own, which it keeps",
        "when it is moved out."
      })
  boolean recursive;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  PinCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    List<PinResult> results =
        PathGroups.ask(
            daemons, paths, (client, there) -> client.ask(new PinRequest(there, recursive)));
    if (json) {
      context.terminal().out().println(ControlJson.pretty(results));
    } else {
      results.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(PinResult result) {
    boolean allHere = result.missing().files() == 0;
    context
        .terminal()
        .out()
        .println(
            (result.changed() == 0 ? "Pinned already; " : "Pinned; ")
                + (allHere ? "all is here." : HumanText.amount(result.missing()) + " come now."));
  }
}
