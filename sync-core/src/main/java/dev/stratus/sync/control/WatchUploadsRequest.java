package dev.stratus.sync.control;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the uploads of files go, beginning with those that are under way.
 *
 * @param bundle of which; null for the whole mount
 */
public record WatchUploadsRequest(@Nullable String bundle) implements Subscription<UploadEvent> {

  @Override
  public Class<UploadEvent> eventType() {
    return UploadEvent.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super UploadEvent> events)
      throws IOException {
    return mount.target().watchUploads(ControlledMount.pathOf(bundle), events);
  }
}
