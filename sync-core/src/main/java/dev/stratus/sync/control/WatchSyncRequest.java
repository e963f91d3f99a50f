package dev.stratus.sync.control;

import java.io.IOException;
import java.util.function.Consumer;

/** Tells how the sync stands, at once and whenever it stands otherwise. */
public record WatchSyncRequest() implements Subscription<SyncEvent> {

  @Override
  public Class<SyncEvent> eventType() {
    return SyncEvent.class;
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super SyncEvent> events)
      throws IOException {
    return mount.target().watchSync(events);
  }
}
