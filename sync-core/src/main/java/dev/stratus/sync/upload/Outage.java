package dev.stratus.sync.upload;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cloud is not reachable: everything waits together, and no file's attempts are spent. */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private static final long LONGEST_MILLIS = 30_000;

  private final WorkQueue queue;
  private final Backoff backoff;
  private final AtomicInteger inVain = new AtomicInteger();

  Outage(WorkQueue queue, Backoff backoff) {
    this.queue = queue;
    this.backoff = backoff;
  }

  void noticed(String reason) {
    int before = inVain.getAndIncrement();
    if (before == 0) {
      log.warn("Uploads wait, the cloud cannot be reached: {}", reason);
    }
    queue.pause(backoff.pause(before, LONGEST_MILLIS));
  }

  /** The cloud answered. */
  void over() {
    if (inVain.get() != 0 && inVain.getAndSet(0) != 0) {
      log.info("The cloud can be reached again");
      queue.pause(0);
    }
  }
}
