package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileSyncState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The example programs of cloudSync's page, line by line in Java; {@code info} is its console. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class PageExamplesTest {

  @Parameter Form form;
  @TempDir Path directory;
  private ServedCore core;
  private CloudSync cloudSync;
  private String photo;
  private final List<String> console = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    core = new ServedCore(directory, new MemoryBucket(), OptionalLong.empty());
    core.write("1.txt", new byte[10]);
    core.write("media/photo.jpg", new byte[1000]);
    core.awaitSynced();
    cloudSync = core.cloud(form);
    photo = cloudSync.photoUri("/cloud/media/photo.jpg");
    new CloudFileCache(cloudSync).cleanCache(photo);
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private void info(String line) {
    console.add(line);
  }

  private void awaitLine(String line) {
    await().untilAsserted(() -> assertThat(console).contains(line));
  }

  private static String told(Throwable failure) {
    CloudSyncException err =
        (CloudSyncException) (failure.getCause() == null ? failure : failure.getCause());
    return "failed with error message: " + err.getMessage() + ", error code: " + err.code();
  }

  @Test
  void gallerySyncOn() throws Exception {
    GallerySync gallerySync = new GallerySync(cloudSync);
    gallerySync.on("progress", pg -> info("syncState: " + pg.state()));
    awaitLine("syncState: COMPLETED");
  }

  @Test
  void gallerySyncOffWithItsCallback() throws Exception {
    GallerySync gallerySync = new GallerySync(cloudSync);
    Consumer<SyncProgress> callback =
        pg -> info("gallery sync state: " + pg.state() + "error type:" + pg.error());
    gallerySync.on("progress", callback);
    awaitLine("gallery sync state: COMPLETEDerror type:NO_ERROR");
    gallerySync.off("progress", callback);
    assertNothingIsHeardOfTheNextRound();
  }

  @Test
  void gallerySyncOffWithoutACallback() throws Exception {
    GallerySync gallerySync = new GallerySync(cloudSync);
    gallerySync.on("progress", pg -> info("syncState: " + pg.state()));
    awaitLine("syncState: COMPLETED");
    gallerySync.off("progress");
    assertNothingIsHeardOfTheNextRound();
  }

  private void assertNothingIsHeardOfTheNextRound() throws Exception {
    console.clear();
    List<SyncState> others = new CopyOnWriteArrayList<>();
    GallerySync other = new GallerySync(cloudSync);
    other.on("progress", pg -> others.add(pg.state()));
    other.start().join();
    await()
        .untilAsserted(
            () -> assertThat(others).containsSequence(SyncState.DOWNLOADING, SyncState.COMPLETED));
    assertThat(console).isEmpty();
  }

  @Test
  void gallerySyncStartByPromise() throws Exception {
    GallerySync gallerySync = new GallerySync(cloudSync);
    gallerySync.on("progress", pg -> info("syncState: " + pg.state()));
    gallerySync
        .start()
        .thenRun(() -> info("start sync successfully"))
        .exceptionally(
            err -> {
              info("start sync " + told(err));
              return null;
            });
    awaitLine("start sync successfully");
    awaitLine("syncState: DOWNLOADING");
    awaitLine("syncState: COMPLETED");
  }

  @Test
  void gallerySyncStartByCallback() {
    GallerySync gallerySync = new GallerySync(cloudSync);
    AsyncCallback<Void> callback =
        (err, nothing) -> info(err == null ? "start sync successfully" : "start sync " + told(err));
    gallerySync.start(callback);
    awaitLine("start sync successfully");
    new CloudSyncManager(cloudSync).disableCloud("bucket").join();
    gallerySync.start(callback);
    awaitLine(
        "start sync failed with error message: Cloud status not ready., error code: 22400001");
  }

  @Test
  void gallerySyncStopByPromise() {
    GallerySync gallerySync = new GallerySync(cloudSync);
    gallerySync
        .stop()
        .thenRun(() -> info("stop sync successfully"))
        .exceptionally(
            err -> {
              info("stop sync " + told(err));
              return null;
            });
    awaitLine("stop sync successfully");
  }

  @Test
  void gallerySyncStopByCallback() {
    GallerySync gallerySync = new GallerySync(cloudSync);
    AsyncCallback<Void> callback =
        (err, nothing) -> info(err == null ? "stop sync successfully" : "stop sync " + told(err));
    gallerySync.stop(callback);
    awaitLine("stop sync successfully");
  }

  @Test
  void fileSyncOfABundle() throws Exception {
    FileSync fileSync = new FileSync(cloudSync, "com.ohos.demo");
    fileSync.on("progress", pg -> info("syncState: " + pg.state()));
    core.write("com.ohos.demo/notes", new byte[10]);
    awaitLine("syncState: UPLOADING");
    awaitLine("syncState: COMPLETED");
  }

  @Test
  void downloadOn() throws Exception {
    Download download = new Download(cloudSync);
    download.on("progress", pg -> info("download state: " + pg.state()));
    download.start(photo).join();
    awaitLine("download state: COMPLETED");
  }

  @Test
  void downloadOffWithItsCallback() throws Exception {
    Download download = new Download(cloudSync);
    Consumer<DownloadProgress> callback = pg -> info("download state: " + pg.state());
    download.on("progress", callback);
    download.off("progress", callback);
    download.start(photo).join();
    await().until(() -> core.attribute("media/photo.jpg", "location").equals("3"));
    assertThat(console).isEmpty();
  }

  @Test
  void downloadOffWithoutACallback() throws Exception {
    Download download = new Download(cloudSync);
    download.on("progress", pg -> info("download state:" + pg.state()));
    download.off("progress");
    download.start(photo).join();
    await().until(() -> core.attribute("media/photo.jpg", "location").equals("3"));
    assertThat(console).isEmpty();
  }

  @Test
  void downloadStartByPromise() throws Exception {
    Download download = new Download(cloudSync);
    download.on("progress", pg -> info("download state:" + pg.state()));
    download
        .start(photo)
        .thenRun(() -> info("start download successfully"))
        .exceptionally(
            err -> {
              info("start download " + told(err));
              return null;
            });
    awaitLine("start download successfully");
    awaitLine("download state:COMPLETED");
  }

  @Test
  void downloadStartByCallback() {
    Download download = new Download(cloudSync);
    AsyncCallback<Void> callback =
        (err, nothing) ->
            info(err == null ? "start download successfully" : "start download " + told(err));
    download.start(photo, callback);
    awaitLine("start download successfully");
    download.start("file:///media/Photo/999999", callback);
    awaitLine(
        "start download failed with error message: No such file or directory., error code:"
            + " 13900002");
  }

  @Test
  void downloadStopByPromiseAndByCallback() {
    Download download = new Download(cloudSync);
    download.stop(photo).thenRun(() -> info("stop download successfully")).join();
    assertThat(console).containsExactly("stop download successfully");
    AsyncCallback<Void> callback =
        (err, nothing) -> info(err == null ? "stopped" : "stop download " + told(err));
    download.stop(photo, callback);
    awaitLine("stopped");
  }

  @Test
  void cleanCache() throws Exception {
    CloudFileCache fileCache = new CloudFileCache(cloudSync);
    String path = "/data/storage/el2/cloud/1.txt";
    String uri = FileUri.getUriFromPath(path);
    try {
      fileCache.cleanCache(uri);
    } catch (CloudSyncException err) {
      info("clean cache " + told(err));
    }
    assertThat(console).isEmpty();
    assertThat(core.attribute("1.txt", "location")).isEqualTo("2");
  }

  @Test
  void getFileSyncStateByPromise() {
    List<String> uris = List.of("file://uri");
    cloudSync
        .getFileSyncState(uris)
        .thenAccept(states -> states.forEach(state -> info("get file sync state " + state)))
        .exceptionally(
            err -> {
              info("get file sync state " + told(err));
              return null;
            });
    awaitLine("get file sync state failed with error message: Invalid URI., error code: 14000002");
  }

  @Test
  void getFileSyncStateByCallback() {
    AsyncCallback<List<FileSyncState>> callback =
        (err, states) -> {
          if (err != null) {
            info("get file sync state " + told(err));
          } else if (states != null) {
            states.forEach(state -> info("get file sync state successfully " + state));
          }
        };
    cloudSync.getFileSyncState(List.of("file://uri"), callback);
    awaitLine("get file sync state failed with error message: Invalid URI., error code: 14000002");
    cloudSync.getFileSyncState(List.of(photo), callback);
    awaitLine("get file sync state successfully COMPLETED");
  }

  @Test
  void getFileSyncStateOfOne() throws Exception {
    String path = "/data/storage/el2/cloud/1.txt";
    String uri = FileUri.getUriFromPath(path);
    FileSyncState state = cloudSync.getFileSyncState(uri);
    assertThat(state).isEqualTo(FileSyncState.UPLOAD_SUCCESS);
  }

  @Test
  void optimizeStorage() {
    cloudSync.optimizeStorage().thenRun(() -> info("optimize storage successfully")).join();
    awaitLine("optimize storage successfully");
  }

  @Test
  void startOptimizeSpace() {
    OptimizeSpaceParam para = new OptimizeSpaceParam(1073741824, 30);
    Consumer<OptimizeSpaceProgress> callback =
        data -> {
          if (data.state() == OptimizeState.FAILED) {
            info("optimize space failed");
          } else if (data.state() == OptimizeState.COMPLETED && data.progress() == 100) {
            info("optimize space successfully");
          } else if (data.state() == OptimizeState.RUNNING) {
            info("optimize space progress:" + data.progress());
          }
        };
    cloudSync.startOptimizeSpace(para, callback).thenRun(() -> info("start optimize space")).join();
    awaitLine("start optimize space");
    awaitLine("optimize space successfully");
    assertThat(console).doesNotContain("optimize space failed");
  }

  @Test
  void stopOptimizeSpace() throws Exception {
    OptimizeSpaceParam para = new OptimizeSpaceParam(1073741824, 30);
    Consumer<OptimizeSpaceProgress> callback = data -> info("optimize space " + data.state());
    var started = cloudSync.startOptimizeSpace(para, callback);
    cloudSync.stopOptimizeSpace(); // Stop space optimization.
    started.join();
    await()
        .untilAsserted(
            () ->
                assertThat(console)
                    .containsAnyOf("optimize space STOPPED", "optimize space COMPLETED"));
  }
}
