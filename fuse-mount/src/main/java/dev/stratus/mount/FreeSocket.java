package dev.stratus.mount;

import dev.stratus.mount.config.Environment;
import dev.stratus.sync.control.ControlServer;
import dev.stratus.sync.control.ControlledMount;
import dev.stratus.sync.control.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The control socket of a mount: {@code ID.sock}, and {@code ID-2.sock} and so on when the same
 * bucket is mounted here more than once (with state directories of their own).
 */
record FreeSocket(Path path) {

  /** Nobody mounts one bucket more often on one machine. */
  private static final int MOST = 64;

  static FreeSocket find(Environment environment, String id) throws IOException {
    RuntimeDirectory directory = environment.runtimeDirectory();
    directory.create(environment.uid());
    for (int number = 1; number <= MOST; number++) {
      Path path = directory.socket(number == 1 ? id : id + "-" + number);
      if (ControlServer.isFree(path)) {
        return new FreeSocket(path);
      }
    }
    throw new IOException("This bucket is mounted " + MOST + " times already; unmount some.");
  }

  ControlServer listen(ControlledMount mount, boolean everybody) throws IOException {
    return ControlServer.listen(path, mount, everybody);
  }
}
