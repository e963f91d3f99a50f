package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.EventConnection;
import dev.stratus.sync.control.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one program at one mount, all on one connection. When that one ends although
 * somebody still listens, the hub connects again, as often as it takes, and subscribes anew.
 */
final class EventHub {

  private static final Logger log = LoggerFactory.getLogger(EventHub.class);

  private static final long FIRST_PAUSE_NANOS = 100_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;

  /** Names the daemon's socket, which may be another one than before. */
  @FunctionalInterface
  interface SocketFinder {
    Path socket() throws IOException;
  }

  private final SocketFinder finder;
  private final Set<Registration<?>> registrations = ConcurrentHashMap.newKeySet();
  private @Nullable Line line;
  private boolean returning;

  EventHub(SocketFinder finder) {
    this.finder = finder;
  }

  /**
   * Begins a subscription.
   *
   * @return ends it
   */
  <E> Runnable subscribe(Subscription<E> request, Watcher<E> watcher) throws IOException {
    Registration<E> registration = new Registration<>(request, watcher);
    registrations.add(registration);
    try {
      registration.beginOn(line());
    } catch (IOException e) {
      registrations.remove(registration);
      closeIfUnused();
      throw e;
    }
    return () -> end(registration);
  }

  private void end(Registration<?> registration) {
    registrations.remove(registration);
    try {
      registration.end();
    } catch (IOException e) {
      log.debug("A subscription ended with its connection: {}", e.toString());
    }
    closeIfUnused();
  }

  private synchronized Line line() throws IOException {
    if (line == null) {
      Line fresh = new Line();
      fresh.connection = EventConnection.open(finder.socket(), fresh::ended);
      line = fresh;
    }
    return line;
  }

  private synchronized void closeIfUnused() {
    if (line != null && registrations.isEmpty()) {
      line.close();
      line = null;
    }
  }

  private void lost(Line gone) {
    boolean first;
    synchronized (this) {
      line = line == gone ? null : line;
      first = !returning;
      returning = true;
    }
    registrations.forEach(registration -> registration.interrupted(gone));
    if (first) {
      Calls.run(this::comeBack);
    }
  }

  private void comeBack() {
    long pause = FIRST_PAUSE_NANOS;
    while (!isBack()) {
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  /** Whether nobody waits for the daemon any more. */
  private boolean isBack() {
    boolean all = true;
    for (Registration<?> registration : registrations) {
      all &= resume(registration);
    }
    synchronized (this) {
      returning = !registrations.isEmpty() && (!all || line == null);
      return !returning;
    }
  }

  /** Begins a subscription anew; false if it is to be tried again. */
  private boolean resume(Registration<?> registration) {
    try {
      registration.beginOn(line());
      return true;
    } catch (ControlException e) {
      if (e.failure() == ControlFailure.NO_DAEMON || e.failure() == ControlFailure.UNREACHABLE) {
        return false;
      }
      log.warn("A subscription does not go on: {}", e.getMessage());
      registrations.remove(registration);
      return true;
    } catch (IOException e) {
      log.debug("The daemon is not back: {}", e.toString());
      return false;
    }
  }

  /** One connection, and what its end means. */
  private final class Line {
    private @Nullable EventConnection connection;

    EventConnection connection() {
      return Objects.requireNonNull(connection);
    }

    void ended(EventConnection.End end) {
      if (end != EventConnection.End.CLOSED) {
        lost(this);
      }
    }

    void close() {
      try {
        connection().close();
      } catch (IOException e) {
        log.debug("A connection did not close: {}", e.toString());
      }
    }
  }

  /** One subscription, on whatever connection it is now. */
  private static final class Registration<E> {
    private final Subscription<E> request;
    private final Watcher<E> watcher;
    private @Nullable Line on;
    private long id;
    private boolean interrupted;
    private boolean ended;

    Registration(Subscription<E> request, Watcher<E> watcher) {
      this.request = request;
      this.watcher = watcher;
    }

    synchronized void beginOn(Line line) throws IOException {
      if (ended || on == line) {
        return;
      }
      id = line.connection().subscribe(request, watcher::heard);
      on = line;
      if (interrupted) {
        interrupted = false;
        watcher.resumed();
      }
    }

    synchronized void interrupted(Line gone) {
      if (!ended && on == gone) {
        on = null;
        interrupted = true;
        watcher.interrupted();
      }
    }

    synchronized void end() throws IOException {
      ended = true;
      if (on != null) {
        on.connection().unsubscribe(id);
      }
    }
  }
}
