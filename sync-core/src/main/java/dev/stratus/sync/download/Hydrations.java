package dev.stratus.sync.download;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who wants all of one file. Not thread safe: {@link FileDownload} guards it. */
final class Hydrations {

  private final List<Hydration> all = new ArrayList<>();

  void add(Hydration hydration) {
    all.add(hydration);
  }

  void remove(Hydration hydration) {
    all.remove(hydration);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Hydration> list() {
    return List.copyOf(all);
  }

  /** That of the one that is most urgent. */
  Urgency urgency() {
    return all.stream().map(Hydration::urgency).min(Urgency::compareTo).orElse(Urgency.REQUESTED);
  }

  /** Ends all; their listeners are to be told outside the lock. */
  List<Runnable> end(Consumer<Hydration> end) {
    List<Runnable> news =
        all.stream().<Runnable>map(hydration -> () -> end.accept(hydration)).toList();
    all.clear();
    return news;
  }
}
