package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what changes at a path: the names of a directory and what they lead to, or one file.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 * @param recursive whether all below a directory is meant, and not only the names in it
 */
public record WatchChangesRequest(String path, boolean recursive)
    implements Subscription<FileEvent>, OwnFileRequest<Done> {

  @Override
  public Class<FileEvent> eventType() {
    return FileEvent.class;
  }

  /** A rename out of what they know is a removal for others, one into it something new. */
  @Override
  public @Nullable FileEvent forOthers(FileEvent event, ControlledMount mount, Known known)
      throws IOException {
    String from = event.from();
    try {
      boolean here = known.mayKnow(event.path());
      if (from == null) {
        return here ? event : null;
      }
      boolean before = known.mayKnow(from);
      if (here) {
        return before ? event : new FileEvent("ADDED", event.path(), null, event.directory());
      }
      return before ? new FileEvent("DELETED", from, null, event.directory()) : null;
    } catch (IOException e) {
      // Nobody can tell now whose it is: something was missed, and only that is told.
      return new FileEvent("OVERFLOW", mount.below(List.of(path)).get(0), null, true);
    }
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super FileEvent> events)
      throws IOException {
    String below = mount.below(List.of(path)).get(0);
    return mount.target().watchChanges(new WatchChangesRequest(below, recursive), events);
  }
}
