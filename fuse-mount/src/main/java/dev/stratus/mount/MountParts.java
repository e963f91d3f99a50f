package dev.stratus.mount;

import dev.stratus.cloud.CloudStore;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.engine.Engine;
import dev.stratus.sync.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** How the parts of a mount are made; each may add to the teardown what it opens on the way. */
interface MountParts {

  /** An engine that works on this machine, and why it was taken. */
  record ChosenEngine(Engine engine, String reason) {}

  ChosenEngine engine(MountSettings settings) throws IOException;

  /** The bucket, looked at once: it is there, and these credentials may use it. */
  CloudStore cloud(MountSettings settings, StateDirectory state, Teardown teardown)
      throws IOException;

  /** What the core is given besides the cloud. */
  record CoreSurroundings(
      MountSettings settings,
      StateDirectory state,
      Path controlSocket,
      BooleanSupplier interruption) {}

  Core core(CloudStore cloud, CoreSurroundings surroundings) throws IOException;
}
