package dev.stratus.sync.control;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.peer.FileRights;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A core that remembers what it was asked. */
final class FakeTarget implements ControlTarget {

  static final Held HELD =
      new Held("MANY_REMOVALS", 700, 1000, Instant.parse("2026-11-23T19:41:00Z"));

  static final SyncStatus STATUS =
      new SyncStatus(
          true,
          new CloudState(true, List.of("off"), List.of("stopped")),
          new Resting(List.of("WIFI_UNAVAILABLE"), List.of(), List.of("WIFI_UNAVAILABLE")),
          new Listing(true, 12, Instant.parse("2026-11-23T19:40:00Z"), 70L, null, "LIVE"),
          new Amount(3, 4096),
          new Amount(1, 17),
          1,
          List.of(new FailedUpload("a/ü.txt", "no room; ask for more", 3, null)),
          List.of(new Transfer("b", Transfer.Direction.UPLOAD, 5, 10)),
          new CacheUse(7, 1 << 20, 1 << 20, null, 0, null),
          new DiskUse(1L << 40, 1 << 26, false),
          new Amount(2, 99),
          new Amount(4, 55),
          HELD,
          1,
          List.of(
              new Conflict(
                  "a (conflicted copy of b).txt", "a.txt", Instant.parse("2026-11-23T19:42:00Z"))),
          1,
          List.of(new Finding("a//b", "an empty name", "rename it")),
          null);

  static final HistoricVersion VERSION =
      new HistoricVersion("v1", Instant.parse("2026-11-23T19:43:00Z"), 5, false, "00ff");

  /** The only file of the first page of states, where there are two. */
  static final StatedFile FIRST = new StatedFile("d/\"ä\n", "UPLOAD_FAILURE", 1, 1L << 40, 0, "no");

  final LinkedBlockingQueue<Object> asked = new LinkedBlockingQueue<>();
  final List<Consumer<? super FileEvent>> watchers = new CopyOnWriteArrayList<>();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch ended = new CountDownLatch(1);
  volatile boolean endless;
  volatile boolean hasTwoPages;
  volatile List<FileRights> way = List.of(new FileRights(0, 0, 0755), new FileRights(0, 0, 0644));
  volatile @Nullable IOException refusal;

  @Override
  public SyncStatus status() {
    return STATUS;
  }

  @Override
  public TreeStatus treeStatus(String path) {
    asked.add("status of " + path);
    return new TreeStatus(
        path, false, true, new Amount(1, 2), new Amount(0, 0), 0, List.of(), List.of());
  }

  @Override
  public StatePage states(StateRequest request) {
    asked.add(request);
    return request.after() == null && hasTwoPages
        ? StatePage.of(List.of(FIRST), true)
        : StatePage.of(List.of(new StatedFile("d/a", "COMPLETED", 3, 5, 5, null)), false);
  }

  @Override
  public BundleFiles bundleFiles(String bundle) {
    asked.add("files of " + bundle);
    return new BundleFiles(new Amount(1, 10), new Amount(2, 20), new Amount(3, 30));
  }

  @Override
  public List<FileSyncState> fileStates(List<String> paths) {
    asked.add(paths);
    return paths.stream().map(path -> FileSyncState.STOPPED).toList();
  }

  @Override
  public String mediaPath(long number) {
    return "photos/" + number + ".jpg";
  }

  @Override
  public ConflictList conflicts() {
    return new ConflictList(STATUS.conflictCount(), STATUS.conflicts());
  }

  @Override
  public List<FileRights> wayTo(String path) {
    return way;
  }

  @Override
  public HistoryList history(HistoryRequest request, ProgressListener progress) {
    asked.add(request);
    return new HistoryList(request.path(), List.of(VERSION));
  }

  @Override
  public RestoreResult restore(RestoreRequest request, ProgressListener progress) {
    asked.add(request);
    return new RestoreResult(request.path(), VERSION);
  }

  @Override
  public ConflictState conflictState(String path, boolean clear) {
    asked.add("conflict of " + path + " " + clear);
    return new ConflictState(true);
  }

  @Override
  public Done replace(ReplaceRequest request) {
    asked.add(request);
    return new Done();
  }

  @Override
  public VersioningStatus versioning(boolean enable) {
    asked.add("versioning " + enable);
    return new VersioningStatus(enable);
  }

  @Override
  public WaitResult waitUntilSynced(WaitRequest request, ProgressListener progress)
      throws IOException, InterruptedException {
    asked.add(request);
    progress.report(new Progress("uploading", 1, 2, 10, 20));
    waiting.countDown();
    try {
      while (endless) {
        progress.report(new Progress("uploading", 1, 2, 10, 20));
        new CountDownLatch(1).await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    } finally {
      ended.countDown();
    }
    return new WaitResult(
        false, false, 1, List.of(new RemainingFile("a", "UPLOAD_FAILURE", "key too long")));
  }

  @Override
  public CleanCacheResult cleanCache(CleanCacheRequest request) throws IOException {
    asked.add(request);
    if (refusal != null) {
      throw refusal;
    }
    return new CleanCacheResult(request.dryRun(), new Amount(1, 2), 0, List.of());
  }

  @Override
  public DownloadResult download(DownloadRequest request, ProgressListener progress) {
    asked.add(request);
    progress.report(new Progress("downloading", 1, 2, 10, 20));
    return new DownloadResult(new Amount(2, 20), 2, true, false, 0, List.of());
  }

  @Override
  public boolean stopDownload(List<String> paths) {
    asked.add(paths);
    return true;
  }

  @Override
  public CacheContents cache(CacheRequest request) {
    asked.add(request);
    return new CacheContents("d", new Amount(1, 2), 2, List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public PinResult pin(PinRequest request) {
    asked.add(request);
    return new PinResult(1, new Amount(2, 20));
  }

  @Override
  public PinResult unpin(UnpinRequest request) {
    asked.add(request);
    return new PinResult(1, new Amount(0, 0));
  }

  @Override
  public void startTask(StartTaskRequest request) {
    asked.add(request);
  }

  @Override
  public boolean stopTask(StopTaskRequest request) {
    asked.add(request);
    return true;
  }

  @Override
  public Runnable watchTasks(String session, Consumer<? super TaskEvent> events) {
    events.accept(new TaskEvent(7, "RUNNING", 1, 2, List.of(), List.of(), "NO_ERROR"));
    return () -> asked.add("end of " + session);
  }

  @Override
  public List<DownloadList.Item> downloadList(List<String> paths) {
    asked.add(paths);
    return List.of(new DownloadList.Item("RUNNING", 1, 2));
  }

  @Override
  public OptimizeSpaceResult optimizeSpace(
      OptimizeSpaceRequest request, ProgressListener progress) {
    asked.add(request);
    return new OptimizeSpaceResult(
        request.dryRun(),
        new Amount(1, 2),
        false,
        List.of(new AgedFile("v", 2, Instant.EPOCH)),
        List.of(new StayedAmount("in use", new Amount(3, 4))),
        List.of());
  }

  @Override
  public boolean stopOptimizeSpace() {
    return true;
  }

  @Override
  public UnmountResult prepareUnmount(boolean waiting, ProgressListener progress) {
    asked.add(waiting);
    return new UnmountResult(0, List.of());
  }

  @Override
  public long retry(String path) {
    asked.add("retry " + path);
    return 2;
  }

  @Override
  public void startSync(String bundle) {
    asked.add("start" + bundle);
  }

  @Override
  public void stopSync(String bundle) {
    throw new IllegalStateException("a defect");
  }

  @Override
  public CloudState switchCloud(@Nullable Boolean cloud, Map<String, Boolean> bundles) {
    asked.add("switch " + cloud + bundles);
    return STATUS.switches();
  }

  @Override
  public void dataChanged(String bundle) {
    asked.add("changed " + bundle);
  }

  @Override
  public CleanCacheResult cleanCloud(Map<String, Boolean> bundles) {
    asked.add("clean " + bundles);
    return new CleanCacheResult(false, new Amount(1, 2), 0, List.of());
  }

  @Override
  public AcceptResult acceptRemote() {
    asked.add("accept");
    return new AcceptResult(HELD);
  }

  @Override
  public CheckResult check(CheckRequest request, ProgressListener progress) {
    asked.add(request);
    progress.report(new Progress("bucket", 1000, 0, 0, 0));
    return new CheckResult(
        request.repair(),
        1,
        0,
        List.of(
            new CheckFinding("COPY_MISSING", "a/ü.txt", "its local copy is gone", "-", "FOUND")),
        List.of("the bucket, which does not answer"));
  }

  @Override
  public List<TrashedFile> trash() {
    return List.of(
        new TrashedFile(
            5, "d/a.txt", 9, Instant.parse("2026-11-23T19:42:00Z"), "/s/trash/5/a.txt"));
  }

  @Override
  public Runnable watchChanges(WatchChangesRequest request, Consumer<? super FileEvent> events)
      throws IOException {
    asked.add(request);
    if (refusal != null) {
      throw refusal;
    }
    watchers.add(events);
    return () -> watchers.remove(events);
  }

  @Override
  public Runnable watchSync(String bundle, Consumer<? super SyncEvent> events) {
    events.accept(new SyncEvent("COMPLETED", "NO_ERROR"));
    return () -> asked.add("unwatched");
  }

  @Override
  public List<UploadEvent> uploads(List<String> paths) {
    asked.add(paths);
    return List.of(new UploadEvent("a", "RUNNING", 1, 2, "NO_ERROR"));
  }

  @Override
  public void pauseUpload(String path, boolean pause) {
    asked.add("pause " + path + " " + pause);
  }

  @Override
  public Runnable watchUploads(String bundle, Consumer<? super UploadEvent> events) {
    events.accept(new UploadEvent(bundle + "/a", "RUNNING", 1, 2, "NO_ERROR"));
    return () -> asked.add("unwatched " + bundle);
  }

  @Override
  public long lastSyncMillis(String bundle) {
    return 7;
  }
}
