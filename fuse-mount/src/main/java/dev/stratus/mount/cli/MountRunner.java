package dev.stratus.mount.cli;

import dev.stratus.mount.config.MountSettings;

/** Serves a mount in this process, until it is unmounted. */
@FunctionalInterface
public interface MountRunner {

  /**
   * Mounts, serves and returns when all is closed.
   *
   * @param foreground whether the log goes to the terminal
   * @return the exit code
   */
  int serve(MountSettings settings, boolean foreground);
}
