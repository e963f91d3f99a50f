package dev.stratus.mount.cli;

import dev.stratus.mount.config.Environment;
import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.StatusRequest;
import dev.stratus.sync.mounts.MountEntry;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the daemon of a mount, by a path on it or by looking through the sockets. */
final class Daemons {

  private final Environment environment;

  Daemons(Environment environment) {
    this.environment = environment;
  }

  /**
   * A path as the user wrote it, absolute, with links followed down to its directory (the last
   * component may be a link that is meant itself, or a mount that is dead).
   */
  Path absolute(String text) {
    Path path = environment.path(text);
    Path directory = path.getParent();
    Path name = path.getFileName();
    if (directory == null || name == null) {
      return path;
    }
    try {
      return directory.toRealPath().resolve(name);
    } catch (IOException e) {
      return path; // what is not there is looked up, and missed, under the name that was given
    }
  }

  /** The mount that a path lies on. */
  MountEntry mountOf(Path path) throws IOException {
    return mountHolding(path).orElseThrow(() -> notAMount(path));
  }

  /** The same, or nothing. */
  Optional<MountEntry> mountHolding(Path path) throws IOException {
    return MountTable.read().holding(path).filter(MountEntry::isStratus);
  }

  /** The mount that was made exactly here. */
  MountEntry mountAt(Path point) throws IOException {
    return MountTable.read()
        .at(point)
        .filter(MountEntry::isStratus)
        .orElseThrow(() -> notAMount(point));
  }

  /** Connects to the daemon of a mount. */
  ControlClient connect(MountEntry mount) throws IOException {
    Optional<Path> named = ControlAttribute.read(mount.point());
    if (named.isPresent()) {
      return ControlClient.connect(named.get());
    }
    return findBySocket(mount.point()).orElseThrow(() -> gone(mount));
  }

  /** The socket of a mount that answers. */
  Path socket(MountEntry mount) throws IOException {
    return ControlAttribute.read(mount.point()).orElseThrow(() -> gone(mount));
  }

  private static CommandFailure gone(MountEntry mount) {
    return new CommandFailure(
        ExitCode.NO_DAEMON,
        "No daemon serves "
            + mount.point()
            + " any more; 'fusermount -u "
            + mount.point()
            + "' clears it away, and so does mounting there again.");
  }

  /** All daemons that answer in this user's runtime directory; dead sockets are removed. */
  List<ControlClient> all() throws IOException {
    List<ControlClient> clients = new ArrayList<>();
    for (Path socket : environment.runtimeDirectory().sockets()) {
      ControlClient.connectOrRemove(socket).ifPresent(clients::add);
    }
    return clients;
  }

  private Optional<ControlClient> findBySocket(Path point) throws IOException {
    for (ControlClient client : all()) {
      if (client.ask(new StatusRequest()).mount().mountPoint().equals(point.toString())) {
        return Optional.of(client);
      }
      client.close();
    }
    return Optional.empty();
  }

  private static CommandFailure notAMount(Path path) {
    return new CommandFailure(
        ExitCode.NO_DAEMON,
        "No daemon serves " + path + ", it is not a Stratus mount; 'stratus status' lists them.");
  }
}
