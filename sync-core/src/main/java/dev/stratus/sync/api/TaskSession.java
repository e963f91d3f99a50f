package dev.stratus.sync.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.control.TaskEvent;
import dev.stratus.sync.control.TaskEventsRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the downloads that a program follows; it is open while any of them goes on.
 */
final class TaskSession implements Watcher<TaskEvent> {

  private final String id = UUID.randomUUID().toString();
  private final Latest<Long, TaskEvent> news = new Latest<>(this::tell);

  @GuardedBy("this")
  private final Map<Long, Consumer<TaskEvent>> followers = new HashMap<>();

  @GuardedBy("this")
  private boolean over;

  @GuardedBy("this")
  private @Nullable Runnable subscription;

  String id() {
    return id;
  }

  void open(MountLink link) throws IOException {
    Runnable opened = link.subscribe(new TaskEventsRequest(id), this);
    boolean late;
    synchronized (this) {
      subscription = opened;
      late = over;
    }
    if (late) {
      close();
    }
  }

  /** Follows one more; false if this is over, and another one is needed. */
  synchronized boolean add(long task, Consumer<TaskEvent> follower) {
    if (!over) {
      followers.put(task, follower);
    }
    return !over;
  }

  /** Follows one less; without any, this is over. */
  void remove(long task) {
    boolean last;
    synchronized (this) {
      followers.remove(task);
      last = followers.isEmpty();
      over |= last;
    }
    if (last) {
      close();
    }
  }

  @Override
  public void heard(TaskEvent event) {
    news.put(event.task(), event);
  }

  /** The daemon is gone: what went on has stopped. */
  @Override
  public void interrupted() {
    List<Long> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(followers.keySet());
    }
    for (long task : left) {
      news.put(task, stopped(task));
    }
  }

  /** A daemon that is back knows nothing of what the one before it did. */
  @Override
  public void resumed() {}

  private static TaskEvent stopped(long task) {
    return new TaskEvent(
        task, State.STOPPED.name(), 0, 0, List.of(), List.of(), DownloadErrorType.NO_ERROR.name());
  }

  private void tell(long task, TaskEvent event) {
    Consumer<TaskEvent> follower;
    synchronized (this) {
      follower = followers.get(task);
    }
    if (follower != null) {
      Calls.harmless(() -> follower.accept(event));
      if (!event.state().equals(State.RUNNING.name())) {
        remove(task);
      }
    }
  }

  private void close() {
    Runnable ending;
    synchronized (this) {
      ending = subscription;
    }
    if (ending != null) {
      ending.run();
    }
  }
}
