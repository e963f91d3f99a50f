package dev.stratus.sync.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/** A count that others wait for to rise. */
final class Signal {

  @GuardedBy("this")
  private long count;

  synchronized void raise() {
    count++;
    notifyAll();
  }

  synchronized long count() {
    return count;
  }

  synchronized void await(long seen, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (count <= seen && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }
}
