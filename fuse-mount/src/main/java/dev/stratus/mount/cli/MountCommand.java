package dev.stratus.mount.cli;

import dev.stratus.mount.config.ConfigException;
import dev.stratus.mount.config.MountArguments;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.config.SettingsReader;
import dev.stratus.mount.daemon.BackgroundStart;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus mount}. */
@Command(
    name = "mount",
    description = "Shows a bucket, or what is below a prefix of it, as a folder.",
    footer = {
      "",
      "The endpoint is taken from --endpoint, the configuration, AWS_ENDPOINT_URL; else AWS when",
      "there are credentials, else the embedded cloud. Credentials come from AWS_ACCESS_KEY_ID,",
      "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, from a credentials-file (mode 0600) named in the",
      "configuration, or from ~/.aws/credentials; never from the command line.",
      "",
      "Example:",
      "  AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… \\",
      "    stratus mount photos/2026 /cloud --endpoint http://localhost:9000 --cache-size 20G"
    })
final class MountCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();
  @Mixin MountFlags flags = new MountFlags();

  @Parameters(index = "0", paramLabel = "BUCKET[/PREFIX]", description = "What to show.")
  String bucket = "";

  @Parameters(index = "1", paramLabel = "MOUNTPOINT", description = "An empty directory.")
  String mountPoint = "";

  @Option(names = "--config", paramLabel = "FILE", description = "YAML with the same names.")
  @Nullable String config;

  @Option(
      names = "--foreground",
      description = "Stay in this terminal, and log to it; else the mount goes to the background.")
  boolean foreground;

  MountCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    MountSettings settings = settings();
    if (foreground || BackgroundStart.isChild(context.environment())) {
      return context.mounts().serve(settings, foreground);
    }
    return new BackgroundStart(
            context.environment(), context.terminal().out(), context.terminal().err())
        .run();
  }

  private MountSettings settings() {
    try {
      return new SettingsReader(context.environment())
          .read(new MountArguments(bucket, mountPoint, config), flags.given());
    } catch (ConfigException e) {
      throw new CommandFailure(
          e.malformed() ? ExitCode.USAGE : ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
