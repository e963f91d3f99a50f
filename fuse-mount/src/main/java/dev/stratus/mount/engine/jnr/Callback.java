package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure;
import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation as libfuse calls it: whatever goes wrong becomes an errno.
 *
 * <p>An exception that left the closure would be cleared by jffi and answered with 0, which is
 * success: a copy of an unreadable file would end well, and short.
 */
final class Callback implements Closure {

  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

  /** What an operation does; answers 0, a count, or a negative errno. */
  interface Operation {
    int run(Buffer arguments) throws FsException;
  }

  private final String name;
  private final Operation operation;

  Callback(String name, Operation operation) {
    this.name = name;
    this.operation = operation;
  }

  @Override
  public void invoke(Buffer arguments) {
    arguments.setIntReturn(answer(arguments));
  }

  private int answer(Buffer arguments) {
    try {
      return operation.run(arguments);
    } catch (FsException e) {
      log(e);
      return -Errnos.of(e.failure());
    } catch (Throwable e) {
      log(e);
      return -Errnos.EIO;
    }
  }

  /** Refusals are everyday answers; what a user will see as a broken file system is not. */
  private void log(FsException refusal) {
    if (refusal.failure() == FsFailure.IO_ERROR
        || refusal.failure() == FsFailure.NETWORK_UNREACHABLE) {
      LOG.warn("{}: {}", name, refusal.getMessage(), refusal.getCause());
    } else {
      LOG.trace("{}: {} {}", name, refusal.failure(), refusal.getMessage());
    }
  }

  private void log(Throwable defect) {
    try {
      LOG.error("{} failed and was answered with EIO", name, defect);
    } catch (Throwable alsoLogging) {
      // Without memory even the log line may fail; EIO must get out all the same.
      defect.addSuppressed(alsoLogging);
    }
  }
}
