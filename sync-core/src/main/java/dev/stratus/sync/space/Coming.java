package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that are about to come. They count before they are here, else all who come at once would
 * take the same room; and they wait while nobody knows how many are here. Thread safe.
 */
final class Coming {

  private static final Logger log = LoggerFactory.getLogger(Coming.class);

  /** Longer than it takes among a million local copies; a read is worth more than a limit. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final AtomicLong bytes = new AtomicLong();
  private volatile CountDownLatch counted = new CountDownLatch(0);

  /** From now on nothing may come. */
  void holdBack() {
    counted = new CountDownLatch(1);
  }

  /** What is here is known. */
  void letIn() {
    counted.countDown();
  }

  /** Returns when something may come. */
  void await() throws FsException {
    CountDownLatch latch = counted;
    try {
      if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Bytes come before it is known how many are here: that takes too long");
        latch.countDown();
      }
    } catch (InterruptedException e) {
      // The flag is not set again: with it the thread would close the content file for everybody.
      throw new FsException(FsFailure.INTERRUPTED, "interrupted while local copies are counted", e);
    }
  }

  /** How many come now. */
  long bytes() {
    return bytes.get();
  }

  /** From now on so many more come. */
  void begin(long count) {
    bytes.addAndGet(count);
  }

  /** So many are here, and counted there; or they do not come. */
  void end(long count) {
    bytes.addAndGet(-count);
  }
}
