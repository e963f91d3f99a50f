package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/** A wait that can be ended early. */
final class Alarm {

  @GuardedBy("this")
  private boolean rung;

  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  synchronized void await(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!rung && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    rung = false;
  }
}
