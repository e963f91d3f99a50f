package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A listener that keeps what it hears. */
final class Heard<T> implements Consumer<T> {

  private static final long BOUND_SECONDS = 20;

  private final BlockingQueue<T> waiting = new LinkedBlockingQueue<>();
  private final List<T> all = new ArrayList<>();

  @Override
  public void accept(T news) {
    waiting.add(news);
  }

  /** Waits for news; what comes before is in {@link #all}. */
  T await(Predicate<T> wanted) throws InterruptedException {
    while (true) {
      T next = waiting.poll(BOUND_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("what was waited for, after " + all).isNotNull();
      all.add(next);
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  List<T> all() {
    return all;
  }

  boolean isSilent() {
    return waiting.isEmpty();
  }
}
