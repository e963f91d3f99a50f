package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.UnmountRequest;
import dev.stratus.sync.control.UnmountResult;
import dev.stratus.sync.mounts.MountEntry;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus unmount}. */
@Command(
    name = "unmount",
    description = {
      "Waits for pending uploads, then takes the mount away.",
      "Files that failed or are stopped are not waited for: they stay safe for the next mount, are",
      "named, and the exit code is 1."
    },
    footer = {
      "",
      "--json prints an object, when it is unmounted:",
      "  {\"remainingCount\", \"remaining\": [{\"path\", \"state\", \"reason\"}]}.",
      "",
      "Example:",
      "  stratus unmount /cloud"
    })
final class UnmountCommand implements Callable<Integer> {

  /** Closing syncs the disk; longer means that something is stuck. */
  private static final Duration END_BOUND = Duration.ofSeconds(60);

  private static final long LOOK_MILLIS = 20;

  private static final String STOPPED =
      "Only the waiting has stopped: it is still mounted, and the uploads go on.";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(paramLabel = "MOUNTPOINT", description = "Where the bucket is mounted.")
  String mountPoint = "";

  @Option(
      names = "--no-wait",
      description = "Leave pending uploads, safe, to the next mount; the exit code is then 0.")
  boolean noWait;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  UnmountCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Daemons daemons = new Daemons(context.environment());
    MountEntry mount = daemons.mountAt(daemons.absolute(mountPoint));
    UnmountResult left;
    long pid;
    try (ProgressView progress = new ProgressView(context.terminal(), STOPPED);
        ControlClient client = daemons.connect(mount)) {
      pid = client.ask(new StatusRequest()).mount().pid();
      left = client.ask(new UnmountRequest(!noWait), progress);
    }
    awaitEnd(mount.point(), pid);
    if (json) {
      context.terminal().out().println(ControlJson.pretty(left));
    } else {
      tell(left);
    }
    return left.remainingCount() == 0 || noWait ? ExitCode.OK : ExitCode.FAILED;
  }

  /** When the command returns the mount is gone, and its state directory free for the next. */
  private static void awaitEnd(Path point, long pid) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + END_BOUND.toNanos();
    DaemonProcess daemon = new DaemonProcess(pid);
    while (!daemon.hasEnded() || isMounted(point)) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "The daemon (process " + pid + ") of " + point + " does not end; its log says why.");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isMounted(Path point) throws IOException {
    return MountTable.read().at(point).filter(MountEntry::isStratus).isPresent();
  }

  private void tell(UnmountResult left) {
    if (left.remainingCount() == 0) {
      return;
    }
    Terminal terminal = context.terminal();
    terminal.complain(
        "Unmounted. "
            + HumanText.files(left.remainingCount())
            + " not in the cloud yet, safe for the next mount"
            + (noWait ? "." : ":"));
    if (!noWait) {
      RemainingFiles.print(terminal.err(), left.remaining(), left.remainingCount());
    }
  }
}
