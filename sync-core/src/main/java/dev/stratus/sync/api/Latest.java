package dev.stratus.sync.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * News on their way to a program's callbacks. Of each thing the latest news only: a slow callback
 * misses steps, never the end, and holds nobody up. They are told one after the other, by a thread
 * that is there while there are any.
 *
 * @param <K> what the news are of
 * @param <V> what is new
 */
final class Latest<K, V> {

  private final BiConsumer<K, V> told;

  @GuardedBy("this")
  private final Map<K, V> waiting = new LinkedHashMap<>();

  @GuardedBy("this")
  private boolean telling;

  Latest(BiConsumer<K, V> told) {
    this.told = told;
  }

  /** Takes what is new; returns at once. */
  void put(K key, V value) {
    boolean idle;
    synchronized (this) {
      waiting.put(key, value);
      idle = !telling;
      telling = true;
    }
    if (idle) {
      Calls.run(this::tellAll);
    }
  }

  private void tellAll() {
    for (Optional<Map.Entry<K, V>> next = take(); next.isPresent(); next = take()) {
      told.accept(next.get().getKey(), next.get().getValue());
    }
  }

  private synchronized Optional<Map.Entry<K, V>> take() {
    Iterator<Map.Entry<K, V>> all = waiting.entrySet().iterator();
    if (!all.hasNext()) {
      telling = false;
      return Optional.empty();
    }
    Map.Entry<K, V> first = all.next();
    Map.Entry<K, V> next = Map.entry(first.getKey(), first.getValue());
    all.remove();
    return Optional.of(next);
  }
}
