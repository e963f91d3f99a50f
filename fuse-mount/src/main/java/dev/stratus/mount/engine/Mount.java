package dev.stratus.mount.engine;

import java.nio.file.Path;
import java.time.Duration;

/** A folder that an engine serves, from the mount to the unmount. */
public interface Mount extends AutoCloseable {

  Path mountPoint();

  /**
   * Waits until the folder is unmounted, by whomever, and no operation is under way, or until
   * {@link #close} waits for programs no longer.
   */
  void awaitEnd() throws InterruptedException;

  /** Waits for the end as {@link #awaitEnd()}, at most so long; tells whether it came. */
  boolean awaitEnd(Duration atMost) throws InterruptedException;

  /**
   * Unmounts and waits for the operations under way. A folder that programs still use disappears
   * for others at once, and for them when this process ends. May be called more than once.
   */
  @Override
  void close();
}
