package dev.stratus.sync.api;

import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.WatchSyncRequest;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one callback that an object may have for the progress of a sync. */
final class SyncListener {

  private static final String PROGRESS = "progress";

  private final MountLink link;
  private final WatchSyncRequest request;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Registered registered;

  SyncListener(MountLink link, WatchSyncRequest request) {
    this.link = link;
    this.request = request;
  }

  /** The callback, and what it was told last. */
  private static final class Registered implements Watcher<SyncEvent> {
    private final Delivery<SyncProgress> delivery;
    private Runnable ending = () -> {};
    private volatile SyncState last = SyncState.COMPLETED;

    Registered(Consumer<? super SyncProgress> callback) {
      delivery = new Delivery<>(callback, null);
    }

    @Override
    public void heard(SyncEvent event) {
      last = SyncState.valueOf(event.state());
      delivery.deliver(new SyncProgress(last, ErrorType.valueOf(event.error())));
    }

    /** Whoever heard that something moves must not wait for its end for ever. */
    @Override
    public void interrupted() {
      if (last == SyncState.UPLOADING || last == SyncState.DOWNLOADING) {
        last = SyncState.STOPPED;
        delivery.deliver(new SyncProgress(SyncState.STOPPED, ErrorType.NO_ERROR));
      }
    }

    /** The state of now is the first event. */
    @Override
    public void resumed() {}
  }

  /** Registers; as in the original, a second callback is ignored. */
  void on(@Nullable String event, @Nullable Consumer<? super SyncProgress> callback)
      throws CloudSyncException {
    requireProgress(event);
    Consumer<? super SyncProgress> heard = Arguments.requireCallback(callback);
    lock.lock();
    try {
      if (registered == null) {
        Registered fresh = new Registered(heard);
        fresh.ending = link.subscribe(request, fresh);
        registered = fresh;
      }
    } catch (IOException e) {
      throw Failures.of(e);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the callback away, whichever it is. */
  void off(@Nullable String event) throws CloudSyncException {
    requireProgress(event);
    lock.lock();
    try {
      if (registered != null) {
        registered.delivery.end();
        registered.ending.run();
        registered = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private static void requireProgress(@Nullable String event) throws CloudSyncException {
    if (!PROGRESS.equals(event)) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "The only event is '" + PROGRESS + "', not " + event + ".");
    }
  }
}
