package dev.stratus.sync.api;

import dev.stratus.sync.control.Need;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads files of the gallery: cloudSync's Download (system API, API 10; {@code
 * ohos.permission.CLOUDFILE_SYNC}, {@code
 * SystemCapability.FileManagement.DistributedFileService.CloudSync.Core}).
 *
 * <p>An object has one listener, and hears of the downloads that it began. Callbacks come one after
 * the other from a thread that holds no lock; of a download that moves faster than a callback
 * returns, steps are left out, never its end. When the daemon dies, its downloads are told as
 * {@link State#STOPPED}; they can be started again once it is back.
 */
public final class Download {

  private static final String PROGRESS = "progress";

  private final CloudUri uris;
  private final FileDownloads downloads;
  private final Permit permit;

  /** Needs nothing of the mount yet. */
  public Download(CloudSync cloud) {
    this.uris = cloud.uris();
    this.permit = new Permit(cloud.link(), Need.SYNC_AND_SYSTEM);
    this.downloads = new FileDownloads(cloud.tasks(), new Callbacks<>(1));
  }

  /**
   * Registers the listener of the downloads' progress: cloudSync's on('progress'). While there is
   * one, another one is not heard. A download that rests, since the machine is to be spared, is
   * told as {@link State#RUNNING} with {@link DownloadErrorType#NETWORK_UNAVAILABLE} on a metered
   * network, else {@link DownloadErrorType#UNKNOWN_ERROR}, and goes on by itself.
   *
   * @param evt {@code "progress"}
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for another event, or without a
   *     callback
   */
  public void on(@Nullable String evt, @Nullable Consumer<DownloadProgress> callback)
      throws CloudSyncException {
    Calls.now(
        Member.DOWNLOAD_ON,
        permit.first(
            () -> {
              Arguments.requireEvent(evt, PROGRESS);
              downloads.callbacks().add(Arguments.requireCallback(callback));
              return PROGRESS;
            }));
  }

  /**
   * Removes the listener: cloudSync's off('progress').
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for another event
   */
  public void off(@Nullable String evt) throws CloudSyncException {
    Calls.now(
        Member.DOWNLOAD_OFF,
        permit.before(
            () -> {
              Arguments.requireEvent(evt, PROGRESS);
              downloads.callbacks().remove(null);
              return PROGRESS;
            }));
  }

  /**
   * The same: as in the original, it is removed whichever callback is given.
   *
   * @throws CloudSyncException as {@link #off(String)}
   */
  public void off(@Nullable String evt, @Nullable Consumer<DownloadProgress> callback)
      throws CloudSyncException {
    off(evt);
  }

  /**
   * Begins to download a file; completes when that has begun. A file that is here is told as {@link
   * State#COMPLETED} at once; what was changed here stays as it is.
   *
   * <p>Fails with {@link ErrorCode#INVALID_PARAMETER} without a uri or for a directory, {@link
   * ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#NO_SPACE}, {@link ErrorCode#PERMISSION_DENIED}, and,
   * beyond what the original declares, {@link ErrorCode#INVALID_URI} and {@link
   * ErrorCode#IPC_ERROR}.
   */
  public CompletableFuture<@Nullable Void> start(@Nullable String uri) {
    return Calls.future(Member.DOWNLOAD_START, permit.first(() -> startNow(uri)));
  }

  /** The callback form of {@link #start(String)}. */
  public void start(@Nullable String uri, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.DOWNLOAD_START, permit.first(() -> startNow(uri)), callback);
  }

  private @Nullable Void startNow(@Nullable String uri) throws CloudSyncException {
    String named = Arguments.require(uri);
    return downloads.start(named, uris.resolve(named));
  }

  /**
   * Ends the download of a file and drops what came, unless the file is all here, changed here or
   * open; completes when that is done. Of a file that this object does not download, nothing
   * happens.
   *
   * <p>Fails with {@link ErrorCode#INVALID_PARAMETER} without a uri, {@link
   * ErrorCode#PERMISSION_DENIED}, and, beyond what the original declares, {@link
   * ErrorCode#INVALID_URI}, {@link ErrorCode#NO_SUCH_FILE} and {@link ErrorCode#IPC_ERROR}.
   */
  public CompletableFuture<@Nullable Void> stop(@Nullable String uri) {
    return Calls.future(Member.DOWNLOAD_STOP, permit.first(() -> stopNow(uri)));
  }

  /** The callback form of {@link #stop(String)}. */
  public void stop(@Nullable String uri, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.DOWNLOAD_STOP, permit.first(() -> stopNow(uri)), callback);
  }

  private @Nullable Void stopNow(@Nullable String uri) throws CloudSyncException {
    downloads.stop(uris.resolve(Arguments.require(uri)), true);
    return null;
  }
}
