package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.Watch;
import dev.stratus.sync.FsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what the bucket says of itself, where it does: other clients' changes are seen within a
 * second. After each gap a compare finds what was missed; the compares at their interval go on, so
 * that a lost event is late and nothing worse.
 */
final class Events implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private static final long RETRY_MILLIS = 10_000;

  /** Then a new key is no rename any more, if the old one is still there. */
  private static final long RENAME_OVER_NANOS = Doubts.RENAME_TAKES.plusSeconds(1).toNanos();

  private final CloudStore cloud;
  private final String prefix;
  private final EventQueue queue = new EventQueue();
  private final EventWork work;
  private final Comparer comparer;
  private final Alarm alarm = new Alarm();
  private final Thread thread;
  private final Thread opener;

  private volatile EventState state = EventState.NONE;
  private volatile @Nullable Watch watch;
  private volatile boolean closed;

  /** Whether it could not be opened at first; of the opening thread. */
  private boolean lost;

  Events(RemoteParts parts, EventWork work, Comparer comparer) {
    this.cloud = parts.cloud();
    this.prefix = parts.paths().prefix();
    this.work = work;
    this.comparer = comparer;
    this.thread = daemon(this::run, "remote-events");
    this.opener = daemon(this::open, "remote-watch");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    if (cloud.capabilities().notifies()) {
      thread.start();
      opener.start();
    }
  }

  EventState state() {
    return state;
  }

  /**
   * A server that is away at first is asked again; one that refuses is left in peace. What changes
   * while the first compare runs and this is opened is seen by the second compare.
   */
  private void open() {
    try {
      while (!tryOpen()) {
        alarm.await(RETRY_MILLIS);
      }
      if (state == EventState.LIVE && lost) {
        comparer.now();
      }
    } catch (InterruptedException e) {
      log.debug("the opening of the watch was told to end");
    }
  }

  /** Returns whether no further try is of use. */
  private boolean tryOpen() {
    if (closed) {
      return true;
    }
    try {
      watch = cloud.watch(prefix, this::accept);
      state = EventState.LIVE;
      return true;
    } catch (CloudException e) {
      if (closed) {
        return true;
      }
      log.warn("The bucket tells no changes: {}", e.getMessage());
      lost = e.failure().retryable();
      state = lost ? EventState.LOST : EventState.NONE;
      return !lost;
    }
  }

  private void accept(CloudEvent event) {
    if (event instanceof CloudEvent.Written written) {
      queue.add(written.key(), event);
    } else if (event instanceof CloudEvent.Deleted deleted) {
      queue.add(deleted.key(), event);
    } else if (event instanceof CloudEvent.Lost lost) {
      state = EventState.LOST;
      log.info("The bucket tells no changes for now: {}", lost.reason().getMessage());
    } else {
      state = EventState.LIVE;
      queue.flood();
    }
  }

  private void run() {
    try {
      while (!queue.isClosed()) {
        queue.take().ifPresent(this::look);
        if (queue.takeFlood()) {
          comparer.now(queue::compared);
        }
      }
    } catch (InterruptedException e) {
      log.debug("the events were told to end");
    }
  }

  private void look(EventQueue.Waiting waiting) {
    try {
      switch (work.look(waiting)) {
        case DONE -> log.trace("{} is settled", waiting);
        case UNDECIDED -> queue.putOff(waiting);
        case AWAITS_RENAME -> queue.keepForLater(waiting, RENAME_OVER_NANOS);
        case COMPARE -> comparer.now();
      }
    } catch (FsException | CloudException | RuntimeException e) {
      if (!closed) {
        log.info("{} could not be looked at: {}", waiting.key(), e.getMessage());
        queue.putOff(waiting);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Watch open = watch;
    if (open != null) {
      open.close();
    }
    queue.close();
    alarm.ring();
  }

  boolean awaitEnd(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
    opener.join(Math.max(1, millis));
    return !thread.isAlive() && !opener.isAlive();
  }
}
