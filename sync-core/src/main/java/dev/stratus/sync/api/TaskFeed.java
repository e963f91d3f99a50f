package dev.stratus.sync.api;

import dev.stratus.sync.control.StartTaskRequest;
import dev.stratus.sync.control.StopTaskRequest;
import dev.stratus.sync.control.TaskEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins, ends and follows a program's downloads: one subscription for all of its objects. */
final class TaskFeed {

  private final MountLink link;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicReference<@Nullable TaskSession> current = new AtomicReference<>();
  private final ConcurrentHashMap<Long, String> sessions = new ConcurrentHashMap<>();

  TaskFeed(MountLink link) {
    this.link = link;
  }

  /** A number that no other task of this program has. */
  long number() {
    return numbers.getAndIncrement();
  }

  /**
   * Begins one.
   *
   * @param follower told its events, the last one when it has ended; maybe before this returns
   */
  void begin(long task, List<String> paths, boolean batch, Consumer<TaskEvent> follower)
      throws CloudSyncException {
    TaskSession session = join(task, event -> follow(task, event, follower));
    sessions.put(task, session.id());
    try {
      Calls.ask(link, new StartTaskRequest(session.id(), task, paths, batch));
    } catch (CloudSyncException e) {
      sessions.remove(task);
      session.remove(task);
      throw e;
    }
  }

  private void follow(long task, TaskEvent event, Consumer<TaskEvent> follower) {
    if (!event.state().equals(State.RUNNING.name())) {
      sessions.remove(task);
    }
    follower.accept(event);
  }

  private TaskSession join(long task, Consumer<TaskEvent> follower) throws CloudSyncException {
    while (true) {
      TaskSession session = current.get();
      if (session != null && session.add(task, follower)) {
        return session;
      }
      TaskSession made = new TaskSession();
      made.add(task, follower);
      if (current.compareAndSet(session, made)) {
        open(made, task);
        return made;
      }
    }
  }

  private void open(TaskSession session, long task) throws CloudSyncException {
    try {
      session.open(link);
    } catch (IOException e) {
      session.remove(task);
      throw Failures.of(e);
    }
  }

  /**
   * Ends one.
   *
   * @return whether it was under way
   */
  boolean stop(long task, boolean clean) throws CloudSyncException {
    String session = sessions.get(task);
    return session != null
        && Calls.ask(link, new StopTaskRequest(session, task, clean)).wasRunning();
  }
}
