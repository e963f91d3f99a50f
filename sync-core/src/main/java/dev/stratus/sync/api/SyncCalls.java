package dev.stratus.sync.api;

import dev.stratus.sync.control.LastSyncRequest;
import dev.stratus.sync.control.SyncStartRequest;
import dev.stratus.sync.control.SyncStopRequest;
import org.jspecify.annotations.Nullable;

/** What {@link FileSync} and {@link GallerySync} ask of a daemon, of a bundle or (null) of all. */
final class SyncCalls {

  private final MountLink link;
  private final @Nullable String bundle;

  SyncCalls(MountLink link, @Nullable String bundle) {
    this.link = link;
    this.bundle = bundle;
  }

  @Nullable Void start() throws CloudSyncException {
    Calls.ask(link, new SyncStartRequest(bundle));
    return null;
  }

  @Nullable Void stop() throws CloudSyncException {
    Calls.ask(link, new SyncStopRequest(bundle));
    return null;
  }

  long lastSyncTime() throws CloudSyncException {
    return Calls.ask(link, new LastSyncRequest(bundle)).millis();
  }
}
