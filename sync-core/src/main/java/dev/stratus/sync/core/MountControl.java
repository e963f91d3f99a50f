package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.control.AcceptResult;
import dev.stratus.sync.control.BundleFiles;
import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CheckResult;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.ConflictList;
import dev.stratus.sync.control.ConflictState;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.control.Done;
import dev.stratus.sync.control.DownloadList;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.HistoryList;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.OptimizeSpaceResult;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.PinResult;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.ReplaceRequest;
import dev.stratus.sync.control.RestoreRequest;
import dev.stratus.sync.control.RestoreResult;
import dev.stratus.sync.control.StartTaskRequest;
import dev.stratus.sync.control.StatePage;
import dev.stratus.sync.control.StateRequest;
import dev.stratus.sync.control.StopTaskRequest;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.SyncStatus;
import dev.stratus.sync.control.TaskEvent;
import dev.stratus.sync.control.TrashedFile;
import dev.stratus.sync.control.TreeStatus;
import dev.stratus.sync.control.UnmountResult;
import dev.stratus.sync.control.UnpinRequest;
import dev.stratus.sync.control.UploadEvent;
import dev.stratus.sync.control.VersioningStatus;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import dev.stratus.sync.control.WatchChangesRequest;
import dev.stratus.sync.peer.FileRights;
import dev.stratus.sync.upload.Uploader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the control socket can do with a mount: each command in a class of its own. */
final class MountControl implements ControlTarget {

  private static final List<String> EVERYTHING = List.of("");

  private final StatusReport status;
  private final TreeStates states;
  private final SyncWait wait;
  private final RestNotes notes;
  private final CacheCleaning cleaning;
  private final Downloads downloads;
  private final CacheReport cacheReport;
  private final Pinning pinning;
  private final SpaceRun space;
  private final ProgramFiles programFiles;
  private final ProgramDownloads tasks;
  private final ProgramUploads uploads;
  private final Subtree subtree;
  private final Uploader uploader;
  private final RemoteControl remote;
  private final CheckRun check;
  private final ChangeWatch changes;
  private final SyncControl sync;
  private final FileHistory history;
  private final VersionRestore versions;

  MountControl(
      StatusReport status,
      TreeStates states,
      SyncWait wait,
      RestNotes notes,
      CacheCleaning cleaning,
      Downloads downloads,
      CacheReport cacheReport,
      Pinning pinning,
      SpaceRun space,
      ProgramFiles programFiles,
      ProgramDownloads tasks,
      ProgramUploads uploads,
      Subtree subtree,
      Uploader uploader,
      RemoteControl remote,
      CheckRun check,
      ChangeWatch changes,
      SyncControl sync,
      FileHistory history,
      VersionRestore versions) {
    this.status = status;
    this.states = states;
    this.wait = wait;
    this.notes = notes;
    this.cleaning = cleaning;
    this.downloads = downloads;
    this.cacheReport = cacheReport;
    this.pinning = pinning;
    this.space = space;
    this.programFiles = programFiles;
    this.tasks = tasks;
    this.uploads = uploads;
    this.subtree = subtree;
    this.uploader = uploader;
    this.remote = remote;
    this.check = check;
    this.changes = changes;
    this.sync = sync;
    this.history = history;
    this.versions = versions;
  }

  @Override
  public SyncStatus status() {
    try {
      return status.now();
    } catch (FsException e) {
      throw new IllegalStateException("the index does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public TreeStatus treeStatus(String path) throws IOException {
    requireExists(path);
    return status.of(path);
  }

  @Override
  public StatePage states(StateRequest request) throws IOException {
    requireExists(request.path());
    return states.page(request);
  }

  @Override
  public BundleFiles bundleFiles(String bundle) throws IOException {
    requireExists(bundle);
    return states.count(bundle);
  }

  @Override
  public List<FileSyncState> fileStates(List<String> paths) throws IOException {
    return programFiles.states(paths);
  }

  @Override
  public String mediaPath(long number) throws IOException {
    return programFiles.mediaPath(number);
  }

  @Override
  public ConflictList conflicts() throws IOException {
    return status.allConflicts();
  }

  @Override
  public WaitResult waitUntilSynced(WaitRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    for (String path : request.paths()) {
      requireExists(path);
    }
    SyncWait.Outcome outcome =
        wait.await(
            request.paths(), Optional.ofNullable(request.timeoutMillis()), notes.uploads(progress));
    return new WaitResult(
        outcome.remainingCount() == 0,
        outcome.timedOut(),
        outcome.remainingCount(),
        outcome.remaining());
  }

  private void requireExists(String path) throws ControlException {
    try {
      subtree.require(path);
    } catch (FsException e) {
      ControlFailure failure =
          e.failure() == FsFailure.NOT_FOUND ? ControlFailure.NO_SUCH_FILE : ControlFailure.FAILED;
      throw new ControlException(failure, e.getMessage() + ".", e);
    }
  }

  @Override
  public CleanCacheResult cleanCache(CleanCacheRequest request) throws IOException {
    for (String path : request.paths()) {
      requireExists(path);
    }
    return cleaning.run(request);
  }

  @Override
  public DownloadResult download(DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    for (String path : request.paths()) {
      requireExists(path);
    }
    for (String path : request.paths()) {
      sync.requireOn(path);
    }
    return downloads.run(request, notes.downloads(progress));
  }

  @Override
  public boolean stopDownload(List<String> paths) throws IOException {
    return downloads.stop(paths);
  }

  @Override
  public CacheContents cache(CacheRequest request) throws IOException {
    requireExists(request.path() == null ? "" : request.path());
    return cacheReport.of(request);
  }

  @Override
  public PinResult pin(PinRequest request) throws IOException {
    for (String path : request.paths()) {
      requireExists(path);
    }
    return pinning.pin(request);
  }

  @Override
  public PinResult unpin(UnpinRequest request) throws IOException {
    for (String path : request.paths()) {
      requireExists(path);
    }
    return pinning.unpin(request);
  }

  @Override
  public void startTask(StartTaskRequest request) throws IOException {
    tasks.start(request);
  }

  @Override
  public boolean stopTask(StopTaskRequest request) throws IOException {
    return tasks.stop(request);
  }

  @Override
  public Runnable watchTasks(String session, Consumer<? super TaskEvent> events)
      throws IOException {
    return tasks.follow(session, events);
  }

  @Override
  public List<DownloadList.Item> downloadList(List<String> paths) throws IOException {
    return tasks.list(paths);
  }

  @Override
  public OptimizeSpaceResult optimizeSpace(OptimizeSpaceRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    return space.run(request, progress);
  }

  @Override
  public boolean stopOptimizeSpace() {
    return space.stop();
  }

  @Override
  public UnmountResult prepareUnmount(boolean waiting, ProgressListener progress)
      throws IOException, InterruptedException {
    SyncWait.Outcome outcome =
        waiting
            ? wait.await(EVERYTHING, Optional.empty(), notes.uploads(progress))
            : wait.look(EVERYTHING);
    return new UnmountResult(outcome.remainingCount(), outcome.remaining());
  }

  @Override
  public void startSync(String bundle) throws IOException {
    sync.start(bundle);
  }

  @Override
  public void stopSync(String bundle) throws IOException {
    sync.stop(bundle);
  }

  @Override
  public CloudState switchCloud(@Nullable Boolean cloud, Map<String, Boolean> bundles)
      throws IOException {
    return sync.switchCloud(cloud, bundles);
  }

  @Override
  public void dataChanged(String bundle) throws IOException {
    sync.dataChanged(bundle);
  }

  @Override
  public CleanCacheResult cleanCloud(Map<String, Boolean> bundles) throws IOException {
    for (String bundle : bundles.keySet()) {
      requireExists(bundle);
    }
    downloads.stop(List.copyOf(bundles.keySet()));
    List<String> cleared = bundles.keySet().stream().filter(bundles::get).sorted().toList();
    return cleaning.run(new CleanCacheRequest(cleared, true, false));
  }

  @Override
  public long retry(String path) throws IOException {
    requireExists(path);
    return uploader.retry(path);
  }

  @Override
  public AcceptResult acceptRemote() throws IOException {
    return remote.accept();
  }

  @Override
  public CheckResult check(CheckRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    return check.run(request, progress);
  }

  @Override
  public List<FileRights> wayTo(String path) throws IOException {
    return subtree.wayTo(path);
  }

  @Override
  public HistoryList history(HistoryRequest request, ProgressListener progress) throws IOException {
    return history.list(request, progress);
  }

  @Override
  public RestoreResult restore(RestoreRequest request, ProgressListener progress)
      throws IOException {
    return versions.restore(request, progress);
  }

  @Override
  public ConflictState conflictState(String path, boolean clear) throws IOException {
    return history.conflict(path, clear);
  }

  @Override
  public Done replace(ReplaceRequest request) throws IOException {
    return versions.replace(request);
  }

  @Override
  public VersioningStatus versioning(boolean enable) throws IOException {
    return history.versioning(enable);
  }

  @Override
  public List<TrashedFile> trash() {
    return remote.files();
  }

  @Override
  public Runnable watchChanges(WatchChangesRequest request, Consumer<? super FileEvent> events)
      throws IOException {
    requireExists(request.path());
    return changes.begin(request, events);
  }

  @Override
  public Runnable watchSync(String bundle, Consumer<? super SyncEvent> events) throws IOException {
    return sync.watch(bundle, events);
  }

  @Override
  public List<UploadEvent> uploads(List<String> paths) throws IOException {
    return uploads.list(paths);
  }

  @Override
  public void pauseUpload(String path, boolean pause) throws IOException {
    uploads.pause(path, pause);
  }

  @Override
  public Runnable watchUploads(String bundle, Consumer<? super UploadEvent> events) {
    return uploads.follow(bundle, events);
  }

  @Override
  public long lastSyncMillis(String bundle) throws IOException {
    return sync.lastSyncMillis(bundle);
  }
}
