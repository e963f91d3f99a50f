package dev.stratus.sync.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one object: each heard once, however often it was given. */
final class Callbacks<T> {

  private final int most;
  private final List<Consumer<? super T>> all = new CopyOnWriteArrayList<>();

  /**
   * @param most how many there may be; further ones are not heard
   */
  Callbacks(int most) {
    this.most = most;
  }

  synchronized void add(Consumer<? super T> callback) {
    if (all.size() < most && all.stream().noneMatch(known -> known == callback)) {
      all.add(callback);
    }
  }

  synchronized void remove(@Nullable Consumer<? super T> callback) {
    all.removeIf(known -> callback == null || known == callback);
  }

  /** Tells each; what one of them throws is no other's business. */
  void tell(T news) {
    all.forEach(callback -> Calls.harmless(() -> callback.accept(news)));
  }
}
