package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.MountStatus;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.control.TrashListRequest;
import dev.stratus.sync.control.TrashedFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratus trash restore}: an ordinary copy back into the mount, as a new file. */
@Command(
    name = "restore",
    description = {"Copies a file from the trash back to where it was, or to another path."},
    footer = {
      "",
      "--json prints an object: {\"path\"}.",
      "",
      "Example:",
      "  stratus trash restore 1795471200123",
      "  stratus trash restore 1795471200123 --to /cloud/found.txt"
    })
final class TrashRestoreCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      index = "0",
      paramLabel = "NUMBER",
      converter = TrashNumberConverter.class,
      description = "As 'stratus trash list' names it.")
  long id;

  @Mixin OneMount mount = new OneMount();

  @Option(names = "--to", paramLabel = "PATH", description = "Default: where it was.")
  @Nullable String to;

  @Option(names = "--json", description = "For scripts.")
  boolean json;

  TrashRestoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (ControlClient client = mount.connect(context.environment())) {
      TrashedFile file = find(client);
      Path target = target(client.ask(new StatusRequest()), file);
      Path directory = target.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      try {
        Files.copy(Path.of(file.file()), target);
      } catch (FileAlreadyExistsException e) {
        throw new CommandFailure(ExitCode.FAILED, target + " exists; name another path with --to.");
      }
      String text =
          json ? ControlJson.pretty(Map.of("path", target.toString())) : target.toString();
      context.terminal().out().println(text);
    }
    return ExitCode.OK;
  }

  private TrashedFile find(ControlClient client) throws IOException {
    return client.ask(new TrashListRequest()).files().stream()
        .filter(file -> file.id() == id)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED,
                    "There is no " + id + " in the trash; 'stratus trash list' shows what is."));
  }

  private Path target(MountStatus status, TrashedFile file) {
    return to == null
        ? Path.of(status.mount().mountPoint()).resolve(file.path())
        : new Daemons(context.environment()).absolute(to);
  }
}
