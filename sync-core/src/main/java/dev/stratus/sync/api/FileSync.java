package dev.stratus.sync.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

  private final UploadCalls uploads;

  /**
   * The sync of the bundle that the configuration gives to the caller alone, else of the whole
   * mount: cloudSync's {@code new FileSync()}.
   */
  public FileSync(CloudSync cloud) {
    super(cloud, null, MEMBERS);
    this.uploads = new UploadCalls(cloud, cloud.uris(), null);
  }

  /**
   * The sync of one bundle: cloudSync's {@code new FileSync(bundleName)} (system API, API 12). For
   * one that is not the caller's own, the calls need {@code
   * ohos.permission.CLOUDFILE_SYNC_MANAGER}.
   *
   * @param bundleName a first-level directory of the mount, which need not be there yet
   * @throws CloudSyncException {@link ErrorCode#NOT_SYSTEM_APPLICATION} for one that is not the
   *     caller's own, {@link ErrorCode#INVALID_PARAMETER} for what is no name of one
   */
  public FileSync(CloudSync cloud, @Nullable String bundleName) throws CloudSyncException {
    this(cloud, bundle(cloud, bundleName), cloud.uris());
  }

  private FileSync(CloudSync cloud, String bundle, CloudUri uris) throws CloudSyncException {
    super(cloud, bundle, MEMBERS);
    this.uploads = new UploadCalls(cloud, uris.in(bundle), bundle);
  }

  private static String bundle(CloudSync cloud, @Nullable String name) throws CloudSyncException {
    return Calls.now(
        Member.FILE_SYNC,
        () -> {
          Permit.requireSystem(cloud.link(), name);
          return Arguments.requireBundle(name);
        });
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

  /**
   * How the uploads of 1 to 100 files stand, in their order: cloudSync's getUploadList (system API;
   * {@code ohos.permission.CLOUDFILE_SYNC}).
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT}, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#NOT_SYSTEM_APPLICATION}, and, beyond what
   *     the original declares, {@link ErrorCode#INVALID_URI}, {@link ErrorCode#NO_SUCH_FILE} and
   *     {@link ErrorCode#IPC_ERROR}
   */
  public List<UploadProgress> getUploadList(@Nullable List<String> files)
      throws CloudSyncException {
    return uploads.list(files);
  }

  /**
   * Lets a file not go up for now, also over restarts; it is {@link UploadState#PAUSED} as soon as
   * there is something to send. A large one that is under way ends before its next part, and goes
   * on there: cloudSync's pauseUpload (system API).
   *
   * @throws CloudSyncException as {@link #getUploadList}
   */
  public void pauseUpload(@Nullable String uri) throws CloudSyncException {
    uploads.pause(uri, true);
  }

  /**
   * Takes {@link #pauseUpload} back: cloudSync's resumeUpload (system API).
   *
   * @throws CloudSyncException as {@link #getUploadList}
   */
  public void resumeUpload(@Nullable String uri) throws CloudSyncException {
    uploads.pause(uri, false);
  }

  /**
   * Tells how the uploads of files go, one call after the other from a thread that holds no lock;
   * of an upload that moves faster than the callback returns, steps are left out, never its end:
   * cloudSync's registerUploadProgress (system API). An object has one callback; a second one is
   * ignored. When the daemon dies, what went up is told as {@link UploadState#STOPPED}.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a callback, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#NOT_SYSTEM_APPLICATION}, {@link
   *     ErrorCode#IPC_ERROR}
   */
  public void registerUploadProgress(@Nullable Consumer<UploadProgress> callback)
      throws CloudSyncException {
    uploads.listen(callback);
  }

  /** Ends {@link #registerUploadProgress}: cloudSync's unregisterUploadProgress (system API). */
  public void unregisterUploadProgress() {
    uploads.listenNoMore();
  }
}
