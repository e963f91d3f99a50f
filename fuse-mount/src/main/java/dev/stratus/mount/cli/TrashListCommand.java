package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.TrashContents;
import dev.stratus.sync.control.TrashListRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus trash list}. */
@Command(
    name = "list",
    description = {"Lists the trash: number, when it was deleted, size, path; the newest first."},
    footer = {"", "Example:", "  stratus trash list /cloud"})
final class TrashListCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts; names the file that has the bytes too.")
  boolean json;

  TrashListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
      TrashContents trash = client.ask(new TrashListRequest());
      if (json) {
        context.terminal().out().println(ControlJson.pretty(trash.files()));
        return ExitCode.OK;
      }
      trash
          .files()
          .forEach(
              file ->
                  context
                      .terminal()
                      .out()
                      .printf(
                          "%d  %s  %s  %s%n",
                          file.id(),
                          HumanText.time(file.deleted()),
                          HumanText.size(file.size()),
                          file.path()));
    }
    return ExitCode.OK;
  }
}
