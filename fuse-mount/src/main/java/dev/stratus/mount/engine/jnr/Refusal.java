package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel is told when an operation throws: whatever goes wrong becomes an errno. */
final class Refusal {

  private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

  private Refusal() {}

  /** Returns the negative errno of a failure of an operation, and logs what is no everyday one. */
  static int of(String operation, Throwable failure) {
    if (failure instanceof FsException refusal) {
      log(operation, refusal);
      return -Errnos.of(refusal.failure());
    }
    log(operation, failure);
    return -Errnos.EIO;
  }

  /** Refusals are everyday answers; what a user will see as a broken file system is not. */
  private static void log(String operation, FsException refusal) {
    if (refusal.failure() == FsFailure.IO_ERROR
        || refusal.failure() == FsFailure.NETWORK_UNREACHABLE) {
      LOG.warn("{}: {}", operation, refusal.getMessage(), refusal.getCause());
    } else {
      LOG.trace("{}: {} {}", operation, refusal.failure(), refusal.getMessage());
    }
  }

  private static void log(String operation, Throwable defect) {
    try {
      LOG.error("{} failed and was answered with EIO", operation, defect);
    } catch (Throwable alsoLogging) {
      // Without memory even the log line may fail; EIO must get out all the same.
      defect.addSuppressed(alsoLogging);
    }
  }
}
