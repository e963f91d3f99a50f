package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.PinResult;
import dev.stratus.sync.control.UnpinRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus unpin}. */
@Command(
    name = "unpin",
    description = {
      "Takes back what 'stratus pin' did. Local copies stay until something needs their room, or",
      "'stratus clean-cache' drops them. What a directory above pins is not unpinned by itself."
    },
    footer = {
      "",
      "--json prints a list with one object per mount:",
      "  [{\"changed\": pins that are gone, \"missing\": {\"files\": 0, \"bytes\": 0}}]",
      "",
      "Example:",
      "  stratus unpin -r /cloud/music"
    })
final class UnpinCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
  List<String> paths = List.of();

  @Option(
      names = {"-r", "--recursive"},
      description = "Also takes the pins of files and directories below.")
  boolean recursive;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  UnpinCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    List<PinResult> results =
        PathGroups.ask(
            daemons, paths, (client, there) -> client.ask(new UnpinRequest(there, recursive)));
    long gone = results.stream().mapToLong(PinResult::changed).sum();
    String text = gone == 0 ? "There was no pin." : "Unpinned.";
    context.terminal().out().println(json ? ControlJson.pretty(results) : text);
    return ExitCode.OK;
  }
}
