package dev.stratus.mount.cli;

import dev.stratus.mount.config.Environment;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.StatusRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The mount that a command is about, which need not be named when it is the only one. */
final class OneMount {

  @Parameters(arity = "0..1", paramLabel = "MOUNTPOINT", description = "Default: the only mount.")
  @Nullable String mountPoint;

  /** Where it is mounted. */
  Path root(Environment environment) throws IOException {
    try (ControlClient client = connect(environment)) {
      return Path.of(client.ask(new StatusRequest()).mount().mountPoint());
    }
  }

  ControlClient connect(Environment environment) throws IOException {
    Daemons daemons = new Daemons(environment);
    if (mountPoint != null) {
      return daemons.connect(daemons.mountOf(daemons.absolute(mountPoint)));
    }
    List<ControlClient> all = daemons.all();
    if (all.size() == 1) {
      return all.get(0);
    }
    for (ControlClient client : all) {
      client.close();
    }
    if (all.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_DAEMON, "There is no mount; 'stratus mount --help' shows how to make one.");
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "There are " + all.size() + " mounts; name one, 'stratus status' lists them.");
  }
}
