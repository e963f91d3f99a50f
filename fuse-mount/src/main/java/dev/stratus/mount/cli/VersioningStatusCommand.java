package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.VersioningRequest;
import dev.stratus.sync.control.VersioningStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus versioning status}. */
@Command(
    name = "status",
    description = "Tells whether the bucket keeps what is replaced or deleted from now on.",
    footer = {
      "",
      "--json prints {\"keeps\"}.",
      "",
      "Example:",
      "  stratus versioning status /cloud"
    })
final class VersioningStatusCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  VersioningStatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
      VersioningStatus status = client.ask(new VersioningRequest(false));
      String text =
          status.keeps()
              ? "The bucket keeps versions."
              : "The bucket keeps no versions; 'stratus versioning enable' lets it.";
      context.terminal().out().println(json ? ControlJson.pretty(status) : text);
    }
    return ExitCode.OK;
  }
}
