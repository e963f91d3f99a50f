package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.MountStatus;
import dev.stratus.sync.control.StatusRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus status}. */
@Command(
    name = "status",
    description = {
      "Shows a mount, or all mounts of this user.",
      "State, pending and failed uploads, transfers, cache, findings; each error with its reason."
    },
    footer = {
      "",
      "--json prints a list with one object per mount (an empty list without mounts):",
      "  [{\"mount\": {\"bucket\", \"mountPoint\", \"endpoint\", \"engine\", \"pid\", …},",
      "    \"sync\": {\"stopped\", \"listing\", \"toBeUploaded\", \"uploading\", \"failed\", \"transfers\",",
      "             \"cache\", \"conflicts\", \"findings\", …}}]",
      "",
      "Example:",
      "  stratus status /cloud"
    })
final class StatusCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "0..1", paramLabel = "MOUNTPOINT", description = "Default: all mounts.")
  @Nullable String mountPoint;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<MountStatus> mounts = mountPoint == null ? all() : List.of(one(mountPoint));
    if (json) {
      context.terminal().out().println(ControlJson.pretty(mounts));
      return ExitCode.OK;
    }
    if (mounts.isEmpty()) {
      context.terminal().err().println("There are no mounts.");
    }
    StatusText text = new StatusText(context.terminal().out());
    mounts.forEach(text::print);
    return ExitCode.OK;
  }

  private MountStatus one(String point) throws IOException {
    Daemons daemons = new Daemons(context.environment());
    try (ControlClient client = daemons.connect(daemons.mountOf(daemons.absolute(point)))) {
      return client.ask(new StatusRequest());
    }
  }

  private List<MountStatus> all() throws IOException {
    List<MountStatus> mounts = new ArrayList<>();
    for (ControlClient daemon : new Daemons(context.environment()).all()) {
      try (daemon) {
        mounts.add(daemon.ask(new StatusRequest()));
      }
    }
    return mounts;
  }
}
