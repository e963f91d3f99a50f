package dev.stratus.sync.api;

import java.util.concurrent.CompletableFuture;

/**
 * Lets the sync of a mount's files go on, halts it, and tells how it stands: cloudSync's FileSync.
 *
 * <p>Files sync by themselves; nothing has to be started first.
 */
public final class FileSync extends MountSync {

  public FileSync(CloudSync cloud) {
    super(
        cloud,
        new Members(
            Member.FILE_SYNC_ON,
            Member.FILE_SYNC_OFF,
            Member.FILE_SYNC_START,
            Member.FILE_SYNC_START,
            Member.FILE_SYNC_STOP,
            Member.FILE_SYNC_STOP));
  }

  /**
   * When a round last brought all in step, in milliseconds since 1970, also before a restart; 0 if
   * none did: cloudSync's getLastSyncTime.
   */
  public CompletableFuture<Long> getLastSyncTime() {
    return Calls.future(Member.FILE_SYNC_LAST_TIME, calls()::lastSyncTime);
  }

  /** The callback form of {@link #getLastSyncTime()}. */
  public void getLastSyncTime(AsyncCallback<Long> callback) {
    Calls.tell(Member.FILE_SYNC_LAST_TIME, calls()::lastSyncTime, callback);
  }
}
