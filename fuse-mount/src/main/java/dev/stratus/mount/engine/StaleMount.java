package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mount whose server died: every program that enters it gets ENOTCONN. */
public final class StaleMount {

  private static final Logger LOG = LoggerFactory.getLogger(StaleMount.class);

  /** Mounts can be stacked; nobody stacks more dead ones than this. */
  private static final int STACKED = 16;

  private StaleMount() {}

  /**
   * Clears dead mounts at a path; a living one stays.
   *
   * @return how many there were
   */
  public static int clear(Path mountPoint) throws IOException, InterruptedException {
    int cleared = 0;
    while (cleared < STACKED && isStale(mountPoint)) {
      if (!Unmounter.detach(mountPoint, true)) {
        throw new MountException(
            "the stale mount at "
                + mountPoint
                + " cannot be cleared; try: sudo umount -l "
                + mountPoint);
      }
      LOG.info("Cleared the stale mount at {}", mountPoint);
      cleared++;
    }
    return cleared;
  }

  static boolean isStale(Path mountPoint) throws IOException, InterruptedException {
    Optional<MountTable.Entry> mounted = MountTable.at(mountPoint);
    return mounted.isPresent()
        && mounted.get().isFuse()
        && MountProbe.ask(mountPoint) == MountProbe.Answer.DEAD;
  }
}
