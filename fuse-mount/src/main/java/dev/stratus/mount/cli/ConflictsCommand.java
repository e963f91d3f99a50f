package dev.stratus.mount.cli;

import dev.stratus.sync.control.ClearConflictRequest;
import dev.stratus.sync.control.ConflictList;
import dev.stratus.sync.control.ConflictsRequest;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus conflicts}. */
@Command(
    name = "conflicts",
    description = {
      "Lists the conflicted copies that this mount made, the latest first: when, path, of what.",
      "Another client changed the file too: its version kept the name, this machine's became the",
      "copy. Who renames or removes the copy has dealt with it."
    },
    footer = {
      "",
      "--json prints {\"count\", \"conflicts\": [{\"path\", \"original\", \"since\"}]}.",
      "",
      "Example:",
      "  stratus conflicts /cloud"
    })
final class ConflictsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  @Option(
      names = "--keep-mine",
      paramLabel = "PATH",
      description = {
        "Decide for this file as it is here, where the configuration says 'conflicts: manual'; what",
        "another client wrote stays as a version. May be repeated."
      })
  List<String> mine = List.of();

  ConflictsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return mine.isEmpty() ? list() : keepMine();
  }

  private int keepMine() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    int exitCode = ExitCode.OK;
    for (String text : mine) {
      Path file = daemons.absolute(text);
      try (ControlClient client = daemons.connect(daemons.mountOf(file))) {
        if (!client.ask(new ClearConflictRequest(file.toString())).conflict()) {
          context.terminal().complain(file + " waits for no decision.");
          exitCode = ExitCode.FAILED;
        }
      }
    }
    return exitCode;
  }

  private int list() throws IOException {
    ConflictList list;
    try (ControlClient client = mount.connect(context.environment())) {
      list = client.ask(new ConflictsRequest());
    }
    if (json) {
      context.terminal().out().println(ControlJson.pretty(list));
    } else {
      print(list);
    }
    return ExitCode.OK;
  }

  private void print(ConflictList list) {
    list.conflicts()
        .forEach(
            copy ->
                context
                    .terminal()
                    .out()
                    .println(
                        HumanText.time(copy.since())
                            + "  "
                            + copy.path()
                            + ": of "
                            + copy.original()));
    if (list.count() > list.conflicts().size()) {
      context.terminal().out().println("and " + (list.count() - list.conflicts().size()) + " more");
    }
  }
}
