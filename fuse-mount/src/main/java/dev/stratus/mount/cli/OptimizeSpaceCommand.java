package dev.stratus.mount.cli;

import dev.stratus.sync.control.AgedFile;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.OptimizeSpaceResult;
import dev.stratus.sync.control.StayedAmount;
import dev.stratus.sync.control.StayedFile;
import dev.stratus.sync.control.StopOptimizeSpaceRequest;
import dev.stratus.sync.control.StopResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus optimize-space}. */
@Command(
    name = "optimize-space",
    description = {
      "Drops the local copies of images and videos that nobody opened for long.",
      "Oldest visit first, until S bytes are freed. With neither --size nor --days as much goes as",
      "the disk's free space asks for, by the optimize- keys of the configuration."
    },
    footer = {
      "",
      "--json prints {\"dryRun\", \"freed\": {\"files\", \"bytes\"}, \"stopped\",",
      "  \"files\": [{\"path\", \"bytes\", \"visited\"}], \"stayed\": [{\"reason\", \"amount\"}],",
      "  \"kept\": [{\"path\", \"bytes\", \"reason\"}]}, with --stop {\"wasRunning\"}.",
      "",
      "Example:",
      "  stratus optimize-space --size 5G --days 60 /cloud"
    })
final class OptimizeSpaceCommand implements Callable<Integer> {

  private static final String STOPPED =
      "Only the waiting has stopped: the run goes on; 'stratus optimize-space --stop' ends it.";

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin OneMount mount = new OneMount();

  @Option(
      names = "--size",
      paramLabel = "S",
      converter = SizeConverter.class,
      description = "How much to free, such as 5G. Default: all that is old enough.")
  @Nullable Long size;

  @Option(
      names = "--days",
      paramLabel = "N",
      converter = DaysConverter.class,
      description = "Not opened for so long; 0: any that is in the cloud. Default: 30.")
  @Nullable Integer days;

  @Option(names = "--all-types", description = "Other files too, after images and videos.")
  boolean allTypes;

  @Option(names = "--explain", description = "Also say what stayed, and why.")
  boolean explain;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Option(names = "--stop", description = "End the run that is under way.")
  boolean stop;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  OptimizeSpaceCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (stop && (size != null || days != null || dryRun || allTypes || explain)) {
      throw new ParameterException(
          spec.commandLine(), "--stop goes with no other option but --json.");
    }
    try (ControlClient client = mount.connect(context.environment())) {
      return stop ? stop(client) : run(client);
    }
  }

  private int stop(ControlClient client) throws IOException {
    StopResult result = client.ask(new StopOptimizeSpaceRequest());
    String text = result.wasRunning() ? "Stopped." : "There was no run.";
    context.terminal().out().println(json ? ControlJson.pretty(result) : text);
    return ExitCode.OK;
  }

  private int run(ControlClient client) throws IOException {
    OptimizeSpaceRequest request = new OptimizeSpaceRequest(size, days, allTypes, dryRun);
    OptimizeSpaceResult result;
    try (ProgressView progress = progress()) {
      result = client.ask(request, progress);
    }
    PrintStream out = context.terminal().out();
    if (json) {
      out.println(ControlJson.pretty(result));
    } else {
      print(out, result);
    }
    return ExitCode.OK;
  }

  private ProgressView progress() {
    return dryRun
        ? new ProgressView(context.terminal())
        : new ProgressView(context.terminal(), STOPPED);
  }

  private void print(PrintStream out, OptimizeSpaceResult result) {
    if (!result.files().isEmpty()) {
      TextTable went = new TextTable("size", "last opened", "went");
      for (AgedFile file : result.files()) {
        went.row(HumanText.size(file.bytes()), HumanText.time(file.visited()), file.path());
      }
      went.print(out);
    }
    if (explain) {
      explain(out, result);
    }
    out.println(
        (result.stopped() ? "Stopped; " : "")
            + (result.dryRun() ? "Would free " : "Freed ")
            + HumanText.amount(result.freed())
            + ".");
  }

  private static void explain(PrintStream out, OptimizeSpaceResult result) {
    TextTable sums = new TextTable("files", "size", "stayed because");
    for (StayedAmount stayed : result.stayed()) {
      sums.row(
          Long.toString(stayed.amount().files()),
          HumanText.size(stayed.amount().bytes()),
          stayed.reason());
    }
    sums.print(out);
    TextTable files = new TextTable("size", "because", "stayed");
    for (StayedFile file : result.kept()) {
      files.row(HumanText.size(file.bytes()), file.reason(), file.path());
    }
    files.print(out);
  }
}
