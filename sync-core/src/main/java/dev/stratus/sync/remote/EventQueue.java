package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.ObjectKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be looked at, the last one of each key, in the order in which the keys were
 * first told. What cannot be decided yet waits for its time.
 *
 * <p>A rename is a new key, then the end of the old one. So what was written is looked at before
 * what was deleted, and where news were dropped, deletions wait until a compare has found them.
 */
final class EventQueue {

  /** Beyond, a listing of 1,000 keys a request is cheaper than a look at each. */
  private static final int MAX_KEYS = 2_000;

  private static final long FIRST_WAIT_MILLIS = 200;
  private static final int MAX_TRIES = 8;

  /** News that are told a little later than the deletion that belongs to them are seen first. */
  private static final long DELETED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * An event.
   *
   * @param tries how often it could not be decided
   * @param late whether something else was to decide it first
   * @param dueNanos when it is to be looked at, by {@link System#nanoTime}
   */
  record Waiting(ObjectKey key, CloudEvent event, int tries, boolean late, long dueNanos) {

    boolean isDeletion() {
      return event instanceof CloudEvent.Deleted;
    }

    private boolean isDue() {
      return dueNanos - now() <= 0;
    }
  }

  @GuardedBy("this")
  private final Map<ObjectKey, Waiting> written = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<ObjectKey, Waiting> deleted = new LinkedHashMap<>();

  /** Those that wait for something else, in the order of their times. */
  @GuardedBy("this")
  private final Deque<Waiting> late = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean flooded;

  /** How many compares were asked for because news were dropped, and have not ended. */
  @GuardedBy("this")
  private int owed;

  @GuardedBy("this")
  private boolean closed;

  synchronized void add(ObjectKey key, CloudEvent event) {
    boolean gone = event instanceof CloudEvent.Deleted;
    written.remove(key);
    deleted.remove(key);
    Map<ObjectKey, Waiting> own = gone ? deleted : written;
    if (own.size() >= MAX_KEYS) {
      own.clear();
      flooded = true;
    }
    own.put(key, new Waiting(key, event, 0, false, now() + (gone ? DELETED_WAIT_NANOS : 0)));
    notifyAll();
  }

  /** More may have happened than was told: a compare is to find it out. */
  synchronized void flood() {
    written.clear();
    deleted.clear();
    flooded = true;
    notifyAll();
  }

  /** Whether a compare is to be asked for; asked once. At its end it is {@link #compared}. */
  synchronized boolean takeFlood() {
    boolean was = flooded;
    flooded = false;
    owed += was ? 1 : 0;
    return was;
  }

  /** A compare that was asked for has come to its end. */
  synchronized void compared() {
    owed--;
    notifyAll();
  }

  /** Puts an event off, unless a newer one is there or it has waited for long. */
  synchronized void putOff(Waiting undecided) {
    ObjectKey key = undecided.key();
    if (undecided.tries() < MAX_TRIES && !written.containsKey(key) && !deleted.containsKey(key)) {
      long wait = TimeUnit.MILLISECONDS.toNanos(FIRST_WAIT_MILLIS << undecided.tries());
      (undecided.isDeletion() ? deleted : written)
          .put(
              key, new Waiting(key, undecided.event(), undecided.tries() + 1, false, now() + wait));
    }
  }

  /**
   * Keeps an event for the case that what is to decide it does not come.
   *
   * @param nanos always the same
   */
  synchronized void keepForLater(Waiting undecided, long nanos) {
    if (late.size() >= MAX_KEYS) {
      flooded = true;
      notifyAll();
    } else {
      late.add(new Waiting(undecided.key(), undecided.event(), 0, true, now() + nanos));
    }
  }

  private static long now() {
    return System.nanoTime();
  }

  /** Waits for the next event, or for a flood (empty), or the end (empty). */
  synchronized Optional<Waiting> take() throws InterruptedException {
    while (!closed && !flooded) {
      Waiting next = first();
      if (next == null) {
        wait();
      } else if (next.isDue()) {
        remove(next);
        return Optional.of(next);
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, next.dueNanos() - now()));
      }
    }
    return Optional.empty();
  }

  private synchronized void remove(Waiting next) {
    if (next.late()) {
      late.remove();
    } else {
      (next.isDeletion() ? deleted : written).remove(next.key());
    }
  }

  /** One that is due, or the one that will be next. */
  private synchronized @Nullable Waiting first() {
    Waiting first = first(written.values(), late.peek());
    return owed > 0 || (first != null && first.isDue()) ? first : first(deleted.values(), first);
  }

  private static @Nullable Waiting first(Iterable<Waiting> all, @Nullable Waiting other) {
    Waiting first = other;
    for (Waiting next : all) {
      if (next.isDue()) {
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
