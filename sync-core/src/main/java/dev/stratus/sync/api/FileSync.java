package dev.stratus.sync.api;

import dev.stratus.sync.control.SyncStartRequest;
import dev.stratus.sync.control.SyncStopRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sync of a mount's files go on, and halts it: cloudSync's FileSync.
 *
 * <p>Files sync by themselves; nothing has to be started first.
 */
public final class FileSync {

  private final MountLink link;

  public FileSync(CloudSync cloud) {
    this.link = cloud.link();
  }

  /** Lets the sync go on and tries again what failed; does not wait for its end. */
  public CompletableFuture<@Nullable Void> start() {
    return Calls.future(Member.FILE_SYNC_START, this::startNow);
  }

  /** The callback form of {@link #start()}. */
  public void start(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.FILE_SYNC_START, this::startNow, callback);
  }

  /** Halts all uploads, also over restarts; what is written stays safe here, STOPPED. */
  public CompletableFuture<@Nullable Void> stop() {
    return Calls.future(Member.FILE_SYNC_STOP, this::stopNow);
  }

  /** The callback form of {@link #stop()}. */
  public void stop(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.FILE_SYNC_STOP, this::stopNow, callback);
  }

  private @Nullable Void startNow() throws CloudSyncException {
    Calls.ask(link, new SyncStartRequest());
    return null;
  }

  private @Nullable Void stopNow() throws CloudSyncException {
    Calls.ask(link, new SyncStopRequest());
    return null;
  }
}
