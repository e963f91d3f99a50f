package dev.stratus.sync.api;

import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.DownloadList;
import dev.stratus.sync.control.DownloadListRequest;
import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.RemainingFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings files here and drops local copies: cloudSync's CloudFileCache (API 11; {@code
 * SystemCapability.FileManagement.DistributedFileService.CloudSync.Core}).
 *
 * <p>Objects share nothing: each hears of, and can stop, the downloads that it began. Callbacks
 * come one after the other from a thread that holds no lock; of a download that moves faster than a
 * callback returns, steps are left out, never its end. When the daemon dies, downloads are told as
 * {@link State#STOPPED}; they can be started again once it is back.
 *
 * <p>Other than in the original, a file that is not in the cloud as it is here, or that is open,
 * keeps its copy: cleaning it fails with {@link ErrorCode#TRY_AGAIN}, and nothing is lost by it.
 */
public final class CloudFileCache {

  private static final String PROGRESS = "progress";
  private static final int MOST_IN_BATCH = 400;
  private static final int MOST_IN_LIST = 100;

  private final CloudUri uris;
  private final MountLink link;
  private final FileDownloads downloads;
  private final BatchDownloads batches;
  private final Permit own;
  private final Permit system;

  /** For the files of the whole mount. */
  public CloudFileCache(CloudSync cloud) {
    this(cloud, cloud.uris());
  }

  /**
   * For the files of a bundle (system API).
   *
   * @throws CloudSyncException {@link ErrorCode#NOT_SYSTEM_APPLICATION} for one that is not the
   *     caller's own, {@link ErrorCode#INVALID_PARAMETER} for what is no bundle's name
   */
  public CloudFileCache(CloudSync cloud, @Nullable String bundleName) throws CloudSyncException {
    this(cloud, uris(cloud, bundleName));
  }

  private static CloudUri uris(CloudSync cloud, @Nullable String bundle) throws CloudSyncException {
    return Calls.now(
        Member.FILE_CACHE,
        () -> {
          Permit.requireSystem(cloud.link(), bundle);
          return cloud.uris().in(bundle);
        });
  }

  private CloudFileCache(CloudSync cloud, CloudUri uris) {
    this.uris = uris;
    this.link = cloud.link();
    this.own = new Permit(link, Need.OWN_FILES);
    this.system = new Permit(link, Need.SYNC_AND_SYSTEM);
    this.downloads = new FileDownloads(cloud.tasks(), new Callbacks<>(Integer.MAX_VALUE));
    this.batches = new BatchDownloads(cloud.tasks());
  }

  /**
   * Registers a listener of the progress of {@link #start}: cloudSync's on('progress'). There may
   * be any number; one that was given before is not heard twice.
   *
   * @param evt {@code "progress"}
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for another event, or without a
   *     callback
   */
  public void on(@Nullable String evt, @Nullable Consumer<DownloadProgress> callback)
      throws CloudSyncException {
    Calls.now(
        Member.CACHE_ON,
        () -> {
          Arguments.requireEvent(evt, PROGRESS);
          downloads.callbacks().add(Arguments.requireCallback(callback));
          return null;
        });
  }

  /**
   * Removes all listeners: cloudSync's off('progress').
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for another event
   */
  public void off(@Nullable String evt) throws CloudSyncException {
    off(evt, null);
  }

  /**
   * Removes one listener, or without one all.
   *
   * @throws CloudSyncException as {@link #off(String)}
   */
  public void off(@Nullable String evt, @Nullable Consumer<DownloadProgress> callback)
      throws CloudSyncException {
    Calls.now(
        Member.CACHE_OFF,
        () -> {
          Arguments.requireEvent(evt, PROGRESS);
          downloads.callbacks().remove(callback);
          return null;
        });
  }

  /**
   * Registers a listener of the progress of {@link #startBatch}: cloudSync's on('batchDownload'),
   * API 20. It has a name of its own since Java cannot tell two kinds of callbacks apart.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a callback
   */
  public void onBatchDownload(@Nullable Consumer<MultiDownloadProgress> callback)
      throws CloudSyncException {
    Calls.now(
        Member.CACHE_BATCH_ON,
        () -> {
          batches.callbacks().add(Arguments.requireCallback(callback));
          return null;
        });
  }

  /** Removes a listener of {@link #onBatchDownload}, or without one all: API 20. */
  public void offBatchDownload(@Nullable Consumer<MultiDownloadProgress> callback) {
    batches.callbacks().remove(callback);
  }

  /**
   * Begins to bring a file here; completes when that has begun. A file that is here is told as
   * {@link State#COMPLETED} at once; one that comes already, for whomever, comes once; what was
   * changed here stays as it is.
   *
   * <p>Fails with {@link ErrorCode#INVALID_PARAMETER} without a uri or for a directory, {@link
   * ErrorCode#INVALID_URI}, {@link ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#NO_SPACE}, {@link
   * ErrorCode#IPC_ERROR}, {@link ErrorCode#PERMISSION_DENIED}, and {@link
   * ErrorCode#CLOUD_NOT_READY} where the cloud is switched off. A download that rests, since the
   * machine is to be spared, is told as {@link State#RUNNING} with {@link
   * DownloadErrorType#NETWORK_UNAVAILABLE} on a metered network, else {@link
   * DownloadErrorType#UNKNOWN_ERROR}, and goes on by itself.
   */
  public CompletableFuture<@Nullable Void> start(@Nullable String uri) {
    return Calls.future(Member.CACHE_START, own.before(() -> startNow(uri)));
  }

  /** The callback form of {@link #start(String)}. */
  public void start(@Nullable String uri, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.CACHE_START, own.before(() -> startNow(uri)), callback);
  }

  private @Nullable Void startNow(@Nullable String uri) throws CloudSyncException {
    String named = Arguments.require(uri);
    return downloads.start(named, uris.resolve(named));
  }

  /** {@link #startBatch(List, DownloadFileType)} of contents. */
  public CompletableFuture<Long> startBatch(@Nullable List<String> files) {
    return startBatch(files, DownloadFileType.CONTENT);
  }

  /**
   * Begins to bring 1 to 400 files here: API 20. Completes with the number of the batch, 0 or
   * above, when that has begun. Files that are not there, or do not come, are told as failed ones.
   *
   * <p>Fails with {@link ErrorCode#LIMIT_EXCEEDED} for more than 400, {@link
   * ErrorCode#INVALID_ARGUMENT} for none or for what is no uri, {@link ErrorCode#IPC_ERROR}.
   *
   * @param fileType here a file has its content only, which comes in any case
   */
  public CompletableFuture<Long> startBatch(
      @Nullable List<String> files, @Nullable DownloadFileType fileType) {
    return Calls.future(
        Member.CACHE_START_BATCH,
        own.before(
            () -> {
              Arguments.requireGiven(fileType, "A file type");
              List<String> named = Arguments.requireAtMost(files, MOST_IN_BATCH);
              return batches.start(named, paths(named));
            }));
  }

  private List<String> paths(List<String> files) throws CloudSyncException {
    List<String> paths = new ArrayList<>();
    for (String uri : files) {
      try {
        paths.add(uris.parse(Arguments.require(uri)).toString());
      } catch (CloudSyncException e) {
        throw e.error() == ErrorCode.INVALID_URI
            ? new CloudSyncException(ErrorCode.INVALID_PARAMETER, e.reason(), e)
            : e;
      }
    }
    return paths;
  }

  /** {@link #stop(String, boolean)} that keeps what came. */
  public CompletableFuture<@Nullable Void> stop(@Nullable String uri) {
    return stop(uri, false);
  }

  /** The callback form of {@link #stop(String)}. */
  public void stop(@Nullable String uri, AsyncCallback<@Nullable Void> callback) {
    stop(uri, false, callback);
  }

  /**
   * Ends the download of a file; completes when that is done. Once it has ended, nothing happens.
   *
   * <p>Fails with {@link ErrorCode#INVALID_PARAMETER} without a uri, or for a file that this object
   * never began to download; {@link ErrorCode#INVALID_URI}, {@link ErrorCode#NO_SUCH_FILE}, {@link
   * ErrorCode#IPC_ERROR}.
   *
   * @param needClean whether what came goes, unless the file is all here, changed here or open;
   *     else the next start goes on with it
   */
  public CompletableFuture<@Nullable Void> stop(@Nullable String uri, boolean needClean) {
    return Calls.future(Member.CACHE_STOP, own.before(() -> stopNow(uri, needClean)));
  }

  /** The callback form of {@link #stop(String, boolean)}. */
  public void stop(
      @Nullable String uri, boolean needClean, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.CACHE_STOP, own.before(() -> stopNow(uri, needClean)), callback);
  }

  private @Nullable Void stopNow(@Nullable String uri, boolean needClean)
      throws CloudSyncException {
    String named = Arguments.require(uri);
    if (!downloads.stop(uris.resolve(named), needClean)) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "This object did not begin to download " + named + ".");
    }
    return null;
  }

  /** {@link #stopBatch(long, boolean)} that keeps what came. */
  public CompletableFuture<@Nullable Void> stopBatch(long taskId) {
    return stopBatch(taskId, false);
  }

  /**
   * Ends a batch; completes when that is done. Once it has ended, nothing happens: API 20.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for one that this object did not begin, {@link
   * ErrorCode#IPC_ERROR}.
   *
   * @param taskId what {@link #startBatch} gave
   * @param needClean whether what came goes of files that are not all here; what was changed here
   *     or is open stays
   */
  public CompletableFuture<@Nullable Void> stopBatch(long taskId, boolean needClean) {
    return Calls.future(Member.CACHE_STOP_BATCH, own.before(() -> stopBatchNow(taskId, needClean)));
  }

  private @Nullable Void stopBatchNow(long taskId, boolean needClean) throws CloudSyncException {
    if (!batches.stop(taskId, needClean)) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, "This object began no batch " + taskId + ".");
    }
    return null;
  }

  /**
   * How the downloads of 1 to 100 files stand, in their order, whoever began them: cloudSync's
   * getDownloadList (system API). {@link State#RUNNING} while bytes come, {@link State#COMPLETED}
   * when all are here, else {@link State#STOPPED}.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT}, {@link
   *     ErrorCode#PERMISSION_DENIED}, and as of {@link #start}
   */
  public List<DownloadProgress> getDownloadList(@Nullable List<String> files)
      throws CloudSyncException {
    return Calls.now(Member.DOWNLOAD_LIST, system.before(() -> downloadList(files)));
  }

  private List<DownloadProgress> downloadList(@Nullable List<String> files)
      throws CloudSyncException {
    List<String> named = Arguments.requireBetween(files, 1, MOST_IN_LIST);
    List<DownloadList.Item> items = Calls.ask(link, new DownloadListRequest(paths(named))).files();
    List<DownloadProgress> list = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      DownloadList.Item item = items.get(i);
      list.add(
          new DownloadProgress(
              State.valueOf(item.state()),
              item.processed(),
              item.size(),
              named.get(i),
              DownloadErrorType.NO_ERROR));
    }
    return list;
  }

  /**
   * Drops the local copy of a file, or of the files in a directory; the next read brings it back
   * (system API; {@code ohos.permission.CLOUDFILE_SYNC}).
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER}, {@link ErrorCode#INVALID_URI},
   *     {@link ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#TRY_AGAIN} with the reason, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#IPC_ERROR}
   */
  public void cleanCache(@Nullable String uri) throws CloudSyncException {
    Calls.now(Member.CLEAN_CACHE, system.before(() -> clean(Arguments.require(uri))));
  }

  /**
   * The public form of {@link #cleanCache}: API 20.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a uri, and as there
   */
  public void cleanFileCache(@Nullable String uri) throws CloudSyncException {
    Calls.now(Member.CLEAN_FILE_CACHE, own.before(() -> clean(Arguments.require(uri))));
  }

  /**
   * Drops all local copies, of the bundle or of the whole mount, that are in the cloud as they are
   * here and not open.
   *
   * @throws CloudSyncException {@link ErrorCode#TRY_AGAIN} if some stay, with their number and one
   *     of the reasons; {@link ErrorCode#IPC_ERROR}
   */
  public void cleanFileCache() throws CloudSyncException {
    Calls.now(Member.CLEAN_ALL, () -> clean(uris.own(), true));
  }

  /**
   * How many bytes of local copies, of the bundle or of the whole mount, the cloud has too: what
   * {@link #cleanFileCache()} could free at most.
   *
   * @throws CloudSyncException {@link ErrorCode#TRY_AGAIN}, {@link ErrorCode#IPC_ERROR}
   */
  public long getCachedTotalSize() throws CloudSyncException {
    return Calls.now(
        Member.CACHED_TOTAL_SIZE,
        () -> Calls.ask(link, new CacheRequest(uris.own().toString(), 0)).inCloud());
  }

  private CleanCacheResult clean(String uri) throws CloudSyncException {
    return clean(uris.resolve(uri), false);
  }

  private CleanCacheResult clean(Path path, boolean recursive) throws CloudSyncException {
    CleanCacheResult result =
        Calls.ask(link, new CleanCacheRequest(List.of(path.toString()), recursive, false));
    if (result.keptCount() > 0) {
      String why = result.kept().stream().findFirst().map(RemainingFile::reason).orElse("kept");
      String who =
          result.keptCount() == 1 && !result.kept().isEmpty()
              ? result.kept().get(0).path() + " keeps its local copy"
              : result.keptCount() + " files keep their local copies";
      throw new CloudSyncException(ErrorCode.TRY_AGAIN, who + ": " + why);
    }
    return result;
  }
}
