package dev.stratus.cloud.memory;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.Watch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Hands the events of a bucket to one listener, in order, on a thread of its own. */
final class MemoryWatch implements Watch {

  private final MemoryBucket bucket;
  private final String prefix;
  private final Consumer<CloudEvent> listener;
  private final Consumer<CloudEvent> subscription = this::offer;
  private final ExecutorService thread;

  /** Held while the listener runs, so that {@link #close} returns after it. */
  private final Object delivery = new Object();

  private boolean open = true;

  MemoryWatch(MemoryBucket bucket, String prefix, Consumer<CloudEvent> listener) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.listener = listener;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread t = new Thread(task, "memory-watch");
              t.setDaemon(true);
              return t;
            });
    bucket.listen(subscription);
  }

  void offer(CloudEvent event) {
    if (!concerns(event)) {
      return;
    }
    try {
      thread.execute(() -> deliver(event));
    } catch (RejectedExecutionException closed) {
      // An event that meets the close is one that nobody waits for.
      return;
    }
  }

  private boolean concerns(CloudEvent event) {
    if (event instanceof CloudEvent.Written written) {
      return written.key().value().startsWith(prefix);
    }
    if (event instanceof CloudEvent.Deleted deleted) {
      return deleted.key().value().startsWith(prefix);
    }
    return true;
  }

  private void deliver(CloudEvent event) {
    synchronized (delivery) {
      if (open) {
        listener.accept(event);
      }
    }
  }

  @Override
  public void close() {
    bucket.unlisten(subscription);
    thread.shutdown();
    synchronized (delivery) {
      open = false;
    }
  }
}
