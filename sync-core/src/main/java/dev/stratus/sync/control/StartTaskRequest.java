package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Begins to bring files here for a program, which hears by {@link TaskEventsRequest} how it goes.
 * It ends with the daemon.
 *
 * @param session the program's own name for what it follows together; nobody else should guess it
 * @param task the program's own number for this, 0 or above
 * @param paths absolute on the wire, below the mount's root when the target sees them
 * @param batch whether files that are not there are told as failed ones, and do not fail it all
 */
public record StartTaskRequest(String session, long task, List<String> paths, boolean batch)
    implements Request<Done> {

  public StartTaskRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.OWN_FILES;
  }

  @Override
  public List<String> named() {
    return paths;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().startTask(new StartTaskRequest(session, task, mount.below(paths), batch));
    return new Done();
  }
}
