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

/** {@code stratus versioning enable}. */
@Command(
    name = "enable",
    description = {
      "Lets the bucket keep what is replaced or deleted from now on. To end that is the business of",
      "the bucket's owner, with other tools: Stratus never throws versions away."
    },
    footer = {
      "",
      "--json prints an object: {\"keeps\"}.",
      "",
      "Example:",
      "  stratus versioning enable /cloud"
    })
final class VersioningEnableCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  VersioningEnableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
      VersioningStatus status = client.ask(new VersioningRequest(true));
      if (!status.keeps()) {
        throw new CommandFailure(
            ExitCode.FAILED, "The server did not let the bucket keep versions.");
      }
      String text = json ? ControlJson.pretty(status) : "The bucket keeps versions from now on.";
      context.terminal().out().println(text);
    }
    return ExitCode.OK;
  }
}
