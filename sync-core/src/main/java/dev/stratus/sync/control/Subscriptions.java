package dev.stratus.sync.control;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one client hears, by the ids of its requests; used by the connection's thread alone. */
final class Subscriptions {

  /** A program with more listeners lets some of them share a subscription. */
  private static final int MOST = 4096;

  private final ControlledMount mount;
  private final Outbox outbox;
  private final Map<Optional<Long>, Runnable> running = new HashMap<>();

  Subscriptions(ControlledMount mount, Outbox outbox) {
    this.mount = mount;
    this.outbox = outbox;
  }

  /**
   * Begins one.
   *
   * @param known what the client may know; null for one that may know all
   */
  <E> void begin(
      @Nullable Long id, Subscription<E> subscription, Subscription.@Nullable Known known)
      throws IOException {
    Optional<Long> key = Optional.ofNullable(id);
    if (running.containsKey(key)) {
      throw new ControlException(
          ControlFailure.INVALID, "Another subscription of this connection has that id.");
    }
    if (running.size() >= MOST) {
      throw new ControlException(
          ControlFailure.INVALID, "A connection has at most " + MOST + " subscriptions.");
    }
    running.put(
        key,
        subscription.begin(
            mount,
            known == null
                ? event -> outbox.tell(id, event)
                : event -> outbox.tell(id, () -> subscription.forOthers(event, mount, known))));
  }

  /** Ends one; false if there is none. */
  boolean end(long id) {
    Runnable ending = running.remove(Optional.of(id));
    if (ending != null) {
      ending.run();
    }
    return ending != null;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  void endAll() {
    running.values().forEach(Runnable::run);
    running.clear();
  }
}
