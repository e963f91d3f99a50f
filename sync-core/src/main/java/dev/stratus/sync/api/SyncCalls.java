package dev.stratus.sync.api;

import dev.stratus.sync.control.LastSyncRequest;
import dev.stratus.sync.control.SyncStartRequest;
import dev.stratus.sync.control.SyncStopRequest;
import org.jspecify.annotations.Nullable;

/** What {@link FileSync} and {@link GallerySync} ask of a daemon. */
final class SyncCalls {

  private final MountLink link;

  SyncCalls(MountLink link) {
    this.link = link;
  }

  @Nullable Void start() throws CloudSyncException {
    Calls.ask(link, new SyncStartRequest());
    return null;
  }

  @Nullable Void stop() throws CloudSyncException {
    Calls.ask(link, new SyncStopRequest());
    return null;
  }

  long lastSyncTime() throws CloudSyncException {
    return Calls.ask(link, new LastSyncRequest()).millis();
  }
}
