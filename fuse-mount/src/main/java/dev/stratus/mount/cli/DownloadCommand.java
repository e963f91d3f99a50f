package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.StopDownloadRequest;
import dev.stratus.sync.control.StopResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stratus download}. */
@Command(
    name = "download",
    description = {
      "Brings whole files here, and of a directory all that is below it.",
      "Returns when it has begun; it goes on by itself, after an unmount with the next mount.",
      "Only what is missing comes. Where disk or cache have no room for it, it does not begin."
    },
    footer = {
      "",
      "--json prints a list with one object per mount:",
      "  [{\"missing\": {\"files\", \"bytes\"}, \"done\", \"ended\", \"stopped\", \"failedCount\",",
      "    \"failed\": [{\"path\", \"state\", \"reason\"}]}], with --stop [{\"wasRunning\"}].",
      "",
      "Example:",
      "  stratus download --wait /cloud/videos"
    })
final class DownloadCommand implements Callable<Integer> {

  private static final String STOPPED =
      "Only the waiting has stopped: the download goes on; 'stratus download --stop' ends it.";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories.")
  List<String> paths = List.of();

  @Option(
      names = "--wait",
      description = {
        "Return when all is here; exit code 1, with the reasons, when something did not come.",
        "Ctrl-C ends the wait, not the download."
      })
  boolean waiting;

  @Option(
      names = "--stop",
      description = "End the downloads that began at or below the paths; what came stays.")
  boolean stop;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  DownloadCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (stop && waiting) {
      throw new ParameterException(spec.commandLine(), "--stop does not go with --wait.");
    }
    return stop ? stop() : download();
  }

  private int stop() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    List<StopResult> results =
        PathGroups.ask(
            daemons, paths, (client, there) -> client.ask(new StopDownloadRequest(there)));
    boolean any = results.stream().anyMatch(StopResult::wasRunning);
    String text = any ? "Stopped; what came stays." : "There was no download.";
    context.terminal().out().println(json ? ControlJson.pretty(results) : text);
    return ExitCode.OK;
  }

  private int download() throws IOException {
    Daemons daemons = new Daemons(context.environment());
    List<DownloadResult> results = PathGroups.ask(daemons, paths, this::ask);
    if (json) {
      context.terminal().out().println(ControlJson.pretty(results));
    } else {
      results.forEach(this::print);
    }
    return results.stream().allMatch(this::isGood) ? ExitCode.OK : ExitCode.FAILED;
  }

  private DownloadResult ask(ControlClient client, List<String> there) throws IOException {
    try (ProgressView progress = new ProgressView(context.terminal(), STOPPED)) {
      return client.ask(new DownloadRequest(there, waiting), progress);
    }
  }

  private boolean isGood(DownloadResult result) {
    return result.failedCount() == 0 && !result.stopped();
  }

  private void print(DownloadResult result) {
    Terminal terminal = context.terminal();
    String missing = HumanText.amount(result.missing());
    if (result.missing().files() == 0) {
      terminal.out().println("All is here.");
    } else if (!result.ended()) {
      terminal.out().println("Downloading " + missing + ".");
    } else {
      String end = result.stopped() ? "Stopped; downloaded " : "Downloaded ";
      terminal.out().println(end + result.done() + " of " + missing + ".");
    }
    if (result.failedCount() > 0) {
      terminal.complain(HumanText.files(result.failedCount()) + " did not come:");
      RemainingFiles.print(terminal.err(), result.failed(), result.failedCount());
    }
  }
}
