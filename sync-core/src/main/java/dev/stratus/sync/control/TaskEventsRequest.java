package dev.stratus.sync.control;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Tells how the tasks of a session go, beginning with where those stand that are under way.
 *
 * @param session as in {@link StartTaskRequest}
 */
public record TaskEventsRequest(String session) implements Subscription<TaskEvent> {

  @Override
  public Class<TaskEvent> eventType() {
    return TaskEvent.class;
  }

  /** Events name no files, and nobody else knows the session. */
  @Override
  public Need need() {
    return Need.OWN_FILES;
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super TaskEvent> events)
      throws IOException {
    return mount.target().watchTasks(session, events);
  }
}
