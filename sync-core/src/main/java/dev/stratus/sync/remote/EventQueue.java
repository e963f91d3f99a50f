package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.ObjectKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be looked at, the last one of each key, in the order in which the keys were
 * first told. What cannot be decided yet waits for its time.
 */
final class EventQueue {

  /** Beyond, a listing of 1,000 keys a request is cheaper than a look at each. */
  private static final int MAX_KEYS = 1_000;

  private static final long FIRST_WAIT_MILLIS = 200;
  private static final int MAX_TRIES = 8;

  /**
   * A rename is a new key, then the end of the old one: the new one, which was put off while the
   * old one was there, is to be looked at once more before the deletion.
   */
  private static final long DELETED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * An event.
   *
   * @param tries how often it could not be decided
   * @param dueNanos when it is to be looked at, by {@link System#nanoTime}
   */
  record Waiting(ObjectKey key, CloudEvent event, int tries, long dueNanos) {}

  @GuardedBy("this")
  private final Map<ObjectKey, Waiting> waiting = new LinkedHashMap<>();

  @GuardedBy("this")
  private boolean flooded;

  @GuardedBy("this")
  private boolean closed;

  synchronized void add(ObjectKey key, CloudEvent event) {
    if (waiting.size() >= MAX_KEYS) {
      flood();
      return;
    }
    boolean deleted = event instanceof CloudEvent.Deleted;
    waiting.remove(key);
    waiting.put(key, new Waiting(key, event, 0, now() + (deleted ? DELETED_WAIT_NANOS : 0)));
    if (deleted) {
      hurry();
    }
    notifyAll();
  }

  /** More may have happened than was told: a compare is to find it out. */
  synchronized void flood() {
    waiting.clear();
    flooded = true;
    notifyAll();
  }

  /** Whether a compare is to be asked for; asked once. */
  synchronized boolean takeFlood() {
    boolean was = flooded;
    flooded = false;
    return was;
  }

  /** Puts an event off, unless a newer one is there or it has waited for long. */
  synchronized void putOff(Waiting undecided) {
    if (undecided.tries() < MAX_TRIES) {
      boolean hurry = waiting.values().stream().anyMatch(EventQueue::isDeletion);
      long wait = TimeUnit.MILLISECONDS.toNanos(FIRST_WAIT_MILLIS << undecided.tries());
      waiting.putIfAbsent(
          undecided.key(),
          new Waiting(
              undecided.key(),
              undecided.event(),
              undecided.tries() + 1,
              now() + (hurry ? Math.min(wait, HURRY_NANOS) : wait)));
    }
  }

  private static boolean isDeletion(Waiting waiting) {
    return waiting.event() instanceof CloudEvent.Deleted;
  }

  private synchronized void hurry() {
    waiting.replaceAll(
        (key, event) ->
            isDeletion(event)
                ? event
                : new Waiting(
                    key, event.event(), event.tries(), Math.min(event.dueNanos(), now())));
  }

  private static long now() {
    return System.nanoTime();
  }

  /** Waits for the next event, or for a flood (empty), or the end (empty). */
  synchronized Optional<Waiting> take() throws InterruptedException {
    while (!closed && !flooded) {
      Waiting next = first();
      long left = next == null ? 0 : next.dueNanos() - now();
      if (next != null && left <= 0) {
        waiting.remove(next.key());
        return Optional.of(next);
      }
      if (next == null) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    return Optional.empty();
  }

  private synchronized @Nullable Waiting first() {
    Waiting first = null;
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (next.dueNanos() - now() <= 0) {
        return next;
      }
      first = first == null || next.dueNanos() - first.dueNanos() < 0 ? next : first;
    }
    return first;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
