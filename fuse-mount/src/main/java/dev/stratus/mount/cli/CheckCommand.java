package dev.stratus.mount.cli;

import dev.stratus.sync.control.CheckFinding;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CheckResult;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stratus check}. */
@Command(
    name = "check",
    description = {
      "Holds the index against itself, the local copies and the bucket, while programs go on.",
      "--repair mends what it can without losing a version; a file's only copy never goes: what has",
      "no place gets a recovered name, or stays and is named. Exit code 0 when nothing is wrong or",
      "all was repaired, 1 when something remains or could not be looked at."
    },
    footer = {
      "",
      "--json prints {\"repair\", \"found\", \"repaired\", \"unchecked\": [\"…\"],",
      "  \"findings\": [{\"kind\", \"where\", \"what\", \"remedy\", \"outcome\"}]}; an outcome is FOUND,",
      "  REPAIRED or REMAINS.",
      "",
      "Example:",
      "  stratus check /cloud --repair"
    })
final class CheckCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--repair", description = "Mend what is found.")
  boolean repair;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  CheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    CheckResult result;
    try (ControlClient client = mount.connect(context.environment());
        ProgressView progress = new ProgressView(context.terminal())) {
      result = client.ask(new CheckRequest(repair), progress);
    }
    if (json) {
      context.terminal().out().println(ControlJson.pretty(result));
    } else {
      print(result);
    }
    boolean good = result.found() == result.repaired() && result.unchecked().isEmpty();
    return good ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(CheckResult result) {
    Terminal terminal = context.terminal();
    result.findings().forEach(finding -> terminal.out().println(line(finding)));
    if (result.found() > result.findings().size()) {
      terminal.out().println("and " + (result.found() - result.findings().size()) + " more");
    }
    terminal.out().println(summary(result));
    result.unchecked().forEach(what -> terminal.complain("Not looked at: " + what + "."));
  }

  private static String line(CheckFinding finding) {
    String what = HumanText.path(finding.where()) + ": " + finding.what();
    return switch (finding.outcome()) {
      case "REPAIRED" -> "repaired  " + what;
      case "FOUND" -> "found     " + what + " (--repair: " + finding.remedy() + ")";
      default -> "remains   " + what;
    };
  }

  private static String summary(CheckResult result) {
    if (result.found() == 0) {
      return "Nothing is wrong.";
    }
    long left = result.found() - result.repaired();
    return result.found()
        + " found"
        + (result.repair() ? ", " + result.repaired() + " repaired, " + left + " remain." : ".");
  }
}
