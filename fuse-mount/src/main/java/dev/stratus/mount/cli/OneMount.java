package dev.stratus.mount.cli;

import dev.stratus.mount.config.Environment;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.mounts.MountEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/**
 * The mount that a command is about. It need not be named where the command is called in it, or
 * when it is the only one.
 */
final class OneMount {

  /** What a command means that names none. */
  static final String DEFAULT = "Default: the mount of the working directory, else the only one.";

  @Parameters(arity = "0..1", paramLabel = "MOUNTPOINT", description = DEFAULT)
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
    Optional<MountEntry> here = daemons.mountHolding(environment.directory());
    if (here.isPresent()) {
      return daemons.connect(here.get());
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
