package dev.stratus.mount.cli;

import dev.stratus.mount.config.Environment;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.StatusRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The mount, or the bundle in one, that a command is about. */
final class OneBundle {

  @Parameters(
      arity = "0..1",
      paramLabel = "BUNDLE",
      description = {"A mount point, or a first-level directory of a mount.", OneMount.DEFAULT})
  @Nullable String path;

  /** Something to be asked of a daemon. */
  @FunctionalInterface
  interface Action<T> {
    T apply(ControlClient client, @Nullable String bundle) throws IOException;
  }

  /** Does something with the daemon; for the whole mount without a bundle. */
  <T> T ask(Environment environment, Action<T> action) throws IOException {
    OneMount mount = new OneMount();
    mount.mountPoint = path;
    try (ControlClient client = mount.connect(environment)) {
      return action.apply(client, bundle(environment, client));
    }
  }

  private @Nullable String bundle(Environment environment, ControlClient client)
      throws IOException {
    if (path == null) {
      return null;
    }
    Path root = Path.of(client.ask(new StatusRequest()).mount().mountPoint());
    Path below = root.relativize(new Daemons(environment).absolute(path));
    if (below.getNameCount() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          path
              + " lies deeper: a bundle is a first-level directory of a mount, here "
              + root.resolve(below.getName(0))
              + ".");
    }
    return below.toString().isEmpty() ? null : below.toString();
  }
}
