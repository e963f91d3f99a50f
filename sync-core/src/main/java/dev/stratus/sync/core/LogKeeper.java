package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the index's log into its database as soon as changes have made it longer. In a thread of
 * its own: between two turns of {@link Maintenance}, changes without a pause fill a hundred MiB.
 */
final class LogKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogKeeper.class);

  /** Every wait has a bound; nothing hangs on this one. */
  private static final long LOOK_MILLIS = 60_000;

  private static final long END_MILLIS = 60_000;

  private final Index index;
  private final Thread thread;
  private volatile boolean ended;

  LogKeeper(Index index) {
    this.index = index;
    this.thread = new Thread(this::run, "log of the index");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ended) {
        if (index.awaitGrownLog(LOOK_MILLIS)) {
          copy();
        }
      }
    } catch (InterruptedException e) {
      log.debug("the keeper of the log was told to end");
    }
  }

  private void copy() {
    try {
      index.keepLogShort();
    } catch (FsException | RuntimeException e) {
      log.error("The index's log could not be copied, which is tried again", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    // It opens no content file, which an interrupt would close for others.
    thread.interrupt();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
