package dev.stratus.sync.api;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to one callback of a program: one call after the other, in order, from a thread that
 * holds no lock. Whoever delivers never waits; a callback that is slow holds up nobody else, and
 * what it leaves waiting is bounded.
 *
 * @param <T> what it is called with
 */
final class Delivery<T> {

  /** A callback that is so far behind hears that something was lost instead. */
  private static final int MOST_WAITING = 65_536;

  private final Consumer<? super T> callback;
  private final @Nullable T overflow;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param overflow what is delivered in place of what was lost; null if nothing may be lost, since
   *     there is never much
   */
  Delivery(Consumer<? super T> callback, @Nullable T overflow) {
    this.callback = callback;
    this.overflow = overflow;
  }

  void deliver(T item) {
    if (overflow != null && count.get() > MOST_WAITING) {
      lost.set(true);
      return;
    }
    waiting.add(item);
    if (count.getAndIncrement() == 0) {
      CallbackThreads.execute(this::drain);
    }
  }

  private void drain() {
    do {
      if (overflow != null && lost.getAndSet(false)) {
        call(overflow);
      }
      T item = waiting.remove();
      call(item);
    } while (count.decrementAndGet() > 0);
  }

  private void call(T item) {
    if (!ended) {
      Calls.harmless(() -> callback.accept(item));
    }
  }

  /** No call begins any more. */
  void end() {
    ended = true;
  }
}
