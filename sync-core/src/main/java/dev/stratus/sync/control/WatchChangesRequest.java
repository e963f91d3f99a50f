package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells what changes at a path: the names of a directory and what they lead to, or one file.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 * @param recursive whether all below a directory is meant, and not only the names in it
 */
public record WatchChangesRequest(String path, boolean recursive)
    implements Subscription<FileEvent> {

  @Override
  public Class<FileEvent> eventType() {
    return FileEvent.class;
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super FileEvent> events)
      throws IOException {
    String below = mount.below(List.of(path)).get(0);
    return mount.target().watchChanges(new WatchChangesRequest(below, recursive), events);
  }
}
