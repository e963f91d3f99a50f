package dev.stratus.sync.api;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sync of a mount's files, or of a bundle's, go on, halts it, and tells how it stands:
 * cloudSync's FileSync.
 *
 * <p>Files sync by themselves; nothing has to be started first. A bundle that was stopped is
 * started for itself: the sync of the whole mount goes on without it.
 */
public final class FileSync extends MountSync {

  private static final Members MEMBERS =
      new Members(
          Member.FILE_SYNC_ON,
          Member.FILE_SYNC_OFF,
          Member.FILE_SYNC_START,
          Member.FILE_SYNC_START,
          Member.FILE_SYNC_STOP,
          Member.FILE_SYNC_STOP);

  /**
   * The sync of the bundle that the configuration gives to the caller alone, else of the whole
   * mount: cloudSync's {@code new FileSync()}.
   */
  public FileSync(CloudSync cloud) {
    super(cloud, null, MEMBERS);
  }

  /**
   * The sync of one bundle: cloudSync's {@code new FileSync(bundleName)} (system API, API 12). For
   * one that is not the caller's own, the calls need {@code
   * ohos.permission.CLOUDFILE_SYNC_MANAGER}.
   *
   * @param bundleName a first-level directory of the mount, which need not be there yet
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for what is no name of one
   */
  public FileSync(CloudSync cloud, @Nullable String bundleName) throws CloudSyncException {
    super(cloud, bundle(bundleName), MEMBERS);
  }

  private static String bundle(@Nullable String name) throws CloudSyncException {
    return Calls.now(Member.FILE_SYNC, () -> Arguments.requireBundle(name));
  }

  /**
   * When a round last brought all in step, in milliseconds since 1970, also before a restart; 0 if
   * none did: cloudSync's getLastSyncTime. A round of the whole mount counts for each bundle.
   */
  public CompletableFuture<Long> getLastSyncTime() {
    return Calls.future(Member.FILE_SYNC_LAST_TIME, calls()::lastSyncTime);
  }

  /** The callback form of {@link #getLastSyncTime()}. */
  public void getLastSyncTime(AsyncCallback<Long> callback) {
    Calls.tell(Member.FILE_SYNC_LAST_TIME, calls()::lastSyncTime, callback);
  }
}
