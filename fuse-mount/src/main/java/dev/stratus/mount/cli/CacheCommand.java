package dev.stratus.mount.cli;

import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus cache}. */
@Command(
    name = "cache",
    description = {
      "Shows what takes the room of the local copies: by state, by directory, the largest files",
      "and those that were not opened for longest. A directory of the mount in place of the",
      "MOUNTPOINT shows what is below it."
    },
    footer = {
      "",
      "--json prints {\"path\", \"total\": {\"files\", \"bytes\"}, \"inCloud\": bytes, \"states\":",
      "  [{\"state\", \"amount\"}], \"directories\": [{\"name\", \"amount\"}],",
      "  \"largest\" and \"oldest\": [{\"path\", \"bytes\", \"visited\", \"state\"}]}",
      "",
      "Example:",
      "  stratus cache /cloud/photos --top 5"
    })
final class CacheCommand implements Callable<Integer> {

  private static final int MOST = 1000;

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin OneMount mount = new OneMount();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many files and directories are named, up to 1000. Default: 10.")
  int top = 10;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  CacheCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (top < 0 || top > MOST) {
      throw new ParameterException(spec.commandLine(), "--top takes a number from 0 to 1000.");
    }
    Daemons daemons = new Daemons(context.environment());
    String path = mount.mountPoint == null ? null : daemons.absolute(mount.mountPoint).toString();
    CacheContents contents;
    try (ControlClient client = mount.connect(context.environment())) {
      contents = client.ask(new CacheRequest(path, top));
    }
    if (json) {
      context.terminal().out().println(ControlJson.pretty(contents));
    } else {
      new CacheText(context.terminal().out()).print(contents);
    }
    return ExitCode.OK;
  }
}
