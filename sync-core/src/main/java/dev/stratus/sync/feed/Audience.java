package dev.stratus.sync.feed;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who wants to hear of which paths; found by the names on the way to a path, however many there
 * are.
 */
final class Audience {

  /** One who listens, at a path. Two that are alike are two all the same. */
  static final class Subscriber {
    private final String path;
    private final boolean recursive;
    private final Consumer<? super FileChange> listener;

    Subscriber(String path, boolean recursive, Consumer<? super FileChange> listener) {
      this.path = path;
      this.recursive = recursive;
      this.listener = listener;
    }

    private void tell(FileChange change) {
      listener.accept(change);
    }
  }

  private final Map<String, List<Subscriber>> byPath = new ConcurrentHashMap<>();

  void add(Subscriber subscriber) {
    byPath.compute(
        subscriber.path,
        (path, others) -> {
          List<Subscriber> all = others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(subscriber);
          return all;
        });
  }

  void remove(Subscriber subscriber) {
    byPath.computeIfPresent(
        subscriber.path,
        (path, all) -> {
          all.remove(subscriber);
          return all.isEmpty() ? null : all;
        });
  }

  boolean isEmpty() {
    return byPath.isEmpty();
  }

  void tell(FileChange change) {
    String from = change.from();
    if (from == null) {
      above(change.path(), subscriber -> subscriber.tell(change));
      return;
    }
    // Who hears of both paths hears of the rename once.
    Set<Subscriber> all = Collections.newSetFromMap(new IdentityHashMap<>());
    above(change.path(), all::add);
    above(from, all::add);
    if (change.directory()) {
      byPath.forEach((path, some) -> all.addAll(isBelow(path, from) ? some : List.of()));
    }
    all.forEach(subscriber -> subscriber.tell(change));
  }

  /** Everybody who listens at a path, at its directory, or at one above with all that is below. */
  private void above(String path, Consumer<Subscriber> visitor) {
    visit(path, visitor, subscriber -> true);
    String step = path;
    boolean parent = true;
    while (!step.isEmpty()) {
      int slash = step.lastIndexOf('/');
      step = slash < 0 ? "" : step.substring(0, slash);
      boolean direct = parent;
      visit(step, visitor, subscriber -> direct || subscriber.recursive);
      parent = false;
    }
  }

  private void visit(String path, Consumer<Subscriber> visitor, Predicate<Subscriber> condition) {
    for (Subscriber subscriber : byPath.getOrDefault(path, List.of())) {
      if (condition.test(subscriber)) {
        visitor.accept(subscriber);
      }
    }
  }

  private static boolean isBelow(String path, String directory) {
    return path.startsWith(directory + "/");
  }

  /** Tells everybody that changes were lost. */
  void tellOverflow() {
    byPath.forEach(
        (path, some) ->
            some.forEach(
                subscriber ->
                    subscriber.tell(FileChange.of(FileChange.Type.OVERFLOW, path, true))));
  }
}
