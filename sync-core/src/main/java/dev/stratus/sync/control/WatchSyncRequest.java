package dev.stratus.sync.control;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the sync stands, at once and whenever it stands otherwise.
 *
 * @param bundle whose sync; null for the whole mount's
 */
public record WatchSyncRequest(@Nullable String bundle) implements Subscription<SyncEvent> {

  /** The whole mount's. */
  public WatchSyncRequest() {
    this(null);
  }

  @Override
  public Class<SyncEvent> eventType() {
    return SyncEvent.class;
  }

  @Override
  public Need need() {
    return Need.OWN_BUNDLE;
  }

  @Override
  public WatchSyncRequest in(String own) {
    return new WatchSyncRequest(own);
  }

  @Override
  public Runnable begin(ControlledMount mount, Consumer<? super SyncEvent> events)
      throws IOException {
    return mount.target().watchSync(ControlledMount.pathOf(bundle), events);
  }
}
