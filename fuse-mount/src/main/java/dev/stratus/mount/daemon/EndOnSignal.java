package dev.stratus.mount.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets SIGTERM, SIGINT and SIGHUP end a mount in order, with its own exit code.
 *
 * <p>The JVM answers these signals by running its shutdown hooks and dying with 128 + n. So the
 * hook asks the mount to end, waits until the thread that serves it has closed everything, and then
 * halts with the exit code that this thread gave.
 */
public final class EndOnSignal {

  private static final Logger LOG = LoggerFactory.getLogger(EndOnSignal.class);

  /** Closing syncs the disk; what takes longer is stuck, and the next mount recovers. */
  private static final long BOUND_SECONDS = 60;

  private static final int STUCK = 1;

  private final Runnable unmount;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger(STUCK);

  private EndOnSignal(Runnable unmount) {
    this.unmount = unmount;
  }

  /**
   * From now on signals end the mount.
   *
   * @param unmount takes the mount away, and never waits for uploads
   */
  public static EndOnSignal install(Runnable unmount) {
    EndOnSignal end = new EndOnSignal(unmount);
    Runtime.getRuntime().addShutdownHook(new Thread(end::onShutdown, "end-on-signal"));
    return end;
  }

  /** Everything is closed: the process may end. */
  public void closed(int code) {
    exitCode.set(code);
    closed.countDown();
  }

  private void onShutdown() {
    if (closed.getCount() == 0) {
      return; // an ordinary exit
    }
    try {
      unmount.run();
      if (!closed.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("The mount did not close in {} s", BOUND_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(exitCode.get());
    }
  }
}
