package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus wait}. */
@Command(
    name = "wait",
    description = {
      "Waits until every file at or below the paths is in the cloud.",
      "Exit code 0 then; 1 when the time is over or all that remains has failed or is stopped, with",
      "the files and their reasons."
    },
    footer = {
      "",
      "--json prints a list with one object per mount:",
      "  [{\"synced\", \"timedOut\", \"remainingCount\", \"remaining\": [{\"path\", \"state\", \"reason\"}]}].",
      "",
      "Example:",
      "  stratus wait /cloud/photos --timeout 2m"
    })
final class WaitCommand implements Callable<Integer> {

  private static final String STOPPED =
      "Only the waiting has stopped: the uploads go on; 'stratus status' shows them.";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
  List<String> paths = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = DurationConverter.class,
      description = "Such as 90s, 2m or 1h. Default: no end.")
  @Nullable Duration timeout;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  WaitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    long start = System.nanoTime();
    List<WaitResult> results =
        PathGroups.ask(daemons, paths, (client, there) -> await(client, there, start));
    if (json) {
      context.terminal().out().println(ControlJson.pretty(results));
    } else {
      results.forEach(this::tell);
    }
    return results.stream().allMatch(WaitResult::synced) ? ExitCode.OK : ExitCode.FAILED;
  }

  private WaitResult await(ControlClient client, List<String> there, long start)
      throws IOException {
    try (ProgressView progress = new ProgressView(context.terminal(), STOPPED)) {
      return client.ask(new WaitRequest(there, millisLeft(start)), progress);
    }
  }

  private @Nullable Long millisLeft(long start) {
    return timeout == null
        ? null
        : Math.max(0, timeout.minusNanos(System.nanoTime() - start).toMillis());
  }

  private void tell(WaitResult result) {
    if (result.synced()) {
      return;
    }
    Terminal terminal = context.terminal();
    terminal.complain(
        (result.timedOut() ? "The time is over; " : "")
            + HumanText.files(result.remainingCount())
            + " not in the cloud:");
    RemainingFiles.printWithAdvice(terminal.err(), result.remaining(), result.remainingCount());
  }
}
