package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.FailedUpload;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.Transfer;
import dev.stratus.sync.control.TreeStatus;
import dev.stratus.sync.control.TreeStatusRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus sync status}. */
@Command(
    name = "status",
    description = {
      "Shows how the sync of a bundle is doing: of one directory of a mount, or of all of it.",
      "What waits, what moves, what failed and why. The exit code does not depend on it."
    },
    footer = {
      "",
      "--json prints {\"path\", \"stopped\", \"off\", \"toBeUploaded\": {\"files\", \"bytes\"}, \"uploading\",",
      "  \"failedCount\", \"failed\": [{\"path\", \"reason\", …}], \"transfers\"}.",
      "",
      "Example:",
      "  stratus sync status /cloud/photos"
    })
final class SyncStatusCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "BUNDLE",
      description = {"A directory of a mount.", OneMount.DEFAULT})
  @Nullable String bundle;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  SyncStatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    TreeStatus status;
    OneMount mount = new OneMount();
    mount.mountPoint = bundle;
    try (ControlClient client = mount.connect(context.environment())) {
      String path =
          bundle == null
              ? client.ask(new StatusRequest()).mount().mountPoint()
              : absolute(bundle).toString();
      status = client.ask(new TreeStatusRequest(path));
    }
    if (json) {
      context.terminal().out().println(ControlJson.pretty(status));
    } else {
      print(context.terminal().out(), status);
    }
    return ExitCode.OK;
  }

  private Path absolute(String path) {
    return new Daemons(context.environment()).absolute(path);
  }

  private static void print(PrintStream out, TreeStatus status) {
    out.println(
        HumanText.path(status.path())
            + ": sync is "
            + (status.off() ? "switched OFF" : status.stopped() ? "STOPPED" : "running"));
    out.println("  to upload  " + HumanText.amount(status.toBeUploaded()));
    out.println("  uploading  " + HumanText.amount(status.uploading()));
    out.println("  failed     " + HumanText.files(status.failedCount()));
    for (FailedUpload failed : status.failed()) {
      out.println("    " + failed.path() + ": " + failed.reason());
    }
    if (status.failedCount() > status.failed().size()) {
      out.println("    and " + (status.failedCount() - status.failed().size()) + " more");
    }
    for (Transfer transfer : status.transfers()) {
      out.println(
          "  "
              + transfer.direction().name().toLowerCase(Locale.ROOT)
              + "  "
              + transfer.path()
              + ": "
              + HumanText.size(transfer.done())
              + " of "
              + HumanText.size(transfer.total()));
    }
  }
}
