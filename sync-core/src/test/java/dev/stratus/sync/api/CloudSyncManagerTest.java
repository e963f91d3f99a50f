package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The account's and the bundles' switches, the same in both forms. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class CloudSyncManagerTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final String ACCOUNT = "bucket";

  @Parameter Form form;
  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private ServedCore core;
  private CloudSync cloud;
  private CloudSyncManager manager;

  @BeforeEach
  void open() throws Exception {
    mount();
    core.write("b/old", new byte[10]);
    core.write("c/old", new byte[10]);
    core.awaitSynced();
  }

  private void mount() throws IOException {
    core = new ServedCore(directory, bucket, OptionalLong.empty());
    cloud = core.cloud(form);
    manager = new CloudSyncManager(cloud);
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private FileSyncState state(String path) throws CloudSyncException {
    return cloud.getFileSyncState("/cloud/" + path);
  }

  private void awaitInCloud(String key) {
    await().atMost(BOUND).until(() -> bucket.bytes(key) != null);
  }

  @Test
  void theAccountIsTheBucket() throws Exception {
    assertThat(manager.accountId()).isEqualTo(ACCOUNT);
  }

  @Test
  void whatIsWrittenToABundleThatIsOffWaitsOverARestartUntilItIsOn() throws Exception {
    manager.changeAppCloudSwitch(ACCOUNT, "b", false).join();
    core.write("b/new", new byte[5]);
    core.write("c/new", new byte[5]);
    awaitInCloud("c/new");
    core.awaitSynced();
    assertThat(state("b/new")).isEqualTo(FileSyncState.STOPPED);
    assertCode(new FileSync(cloud, "b").start(), 22400001);
    new FileSync(cloud, "c").start().join();

    core.close();
    mount();
    assertThat(state("b/new")).isEqualTo(FileSyncState.STOPPED);
    assertCode(new FileSync(cloud, "b").start(), 22400001);
    core.write("c/newer", new byte[5]);
    awaitInCloud("c/newer");
    assertThat(bucket.bytes("b/new")).isNull();

    manager.changeAppCloudSwitch(ACCOUNT, "b", true).join();
    awaitInCloud("b/new");
    new FileSync(cloud, "b").start().join();
  }

  @Test
  void whatIsRemovedFromABundleThatIsOffStaysInTheCloudUntilItIsOn() throws Exception {
    manager.changeAppCloudSwitch(ACCOUNT, "b", false).join();
    core.view().unlink(core.inode("b"), new Name("old"));
    core.view().unlink(core.inode("c"), new Name("old"));
    await().atMost(BOUND).until(() -> bucket.bytes("c/old") == null);
    core.awaitSynced();
    assertThat(bucket.bytes("b/old")).hasSize(10);
    manager.changeAppCloudSwitch(ACCOUNT, "b", true).join();
    await().atMost(BOUND).until(() -> bucket.bytes("b/old") == null);
  }

  @Test
  void whatIsMovedOutOfABundleThatIsOffGoesUp() throws Exception {
    manager.changeAppCloudSwitch(ACCOUNT, "b", false).join();
    core.write("b/new", new byte[5]);
    core.rename("b/new", "c/new");
    awaitInCloud("c/new");
    core.rename("c/new", "b/back");
    await().atMost(BOUND).until(() -> state("b/back") == FileSyncState.STOPPED);
    assertThat(bucket.bytes("b/back")).isNull();
    manager.changeAppCloudSwitch(ACCOUNT, "b", true).join();
    awaitInCloud("b/back");
    await().atMost(BOUND).until(() -> bucket.bytes("c/new") == null);
  }

  @Test
  void theWholeCloudIsSwitchedOffAndOnWithSomeOfItsBundles() throws Exception {
    BlockingQueue<SyncProgress> heard = new LinkedBlockingQueue<>();
    FileSync sync = new FileSync(cloud);
    sync.on("progress", heard::add);
    awaitHeard(heard, SyncState.COMPLETED);
    manager.disableCloud(ACCOUNT).join();
    awaitHeard(heard, SyncState.STOPPED);
    core.write("b/new", new byte[5]);
    core.write("c/new", new byte[5]);
    assertThat(state("b/new")).isEqualTo(FileSyncState.STOPPED);
    assertCode(sync.start(), 22400001);
    assertCode(new GallerySync(cloud).start(), 22400001);
    assertCode(new FileSync(cloud, "c").start(), 22400001);
    assertThat(core.read("c/old")).hasSize(10);

    manager.enableCloud(ACCOUNT, Map.of("b", true, "c", false)).join();
    awaitHeard(heard, SyncState.DOWNLOADING);
    awaitInCloud("b/new");
    awaitHeard(heard, SyncState.COMPLETED);
    assertThat(state("c/new")).isEqualTo(FileSyncState.STOPPED);
    assertThat(bucket.bytes("c/new")).isNull();
    manager.enableCloud(ACCOUNT, Map.of("c", true)).join();
    awaitInCloud("c/new");
  }

  private static void awaitHeard(BlockingQueue<SyncProgress> heard, SyncState state)
      throws InterruptedException {
    SyncProgress progress = heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    while (progress != null && progress.state() != state) {
      progress = heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(progress).isEqualTo(new SyncProgress(state, ErrorType.NO_ERROR));
  }

  @Test
  void aPushLooksForWhatChangedAtOnce() throws Exception {
    BlockingQueue<SyncProgress> heard = new LinkedBlockingQueue<>();
    FileSync sync = new FileSync(cloud, "b");
    sync.on("progress", heard::add);
    awaitHeard(heard, SyncState.COMPLETED);
    bucket.write("b/theirs", new byte[3], Map.of());
    manager.notifyDataChange(ACCOUNT, "b").join();
    awaitHeard(heard, SyncState.DOWNLOADING);
    awaitHeard(heard, SyncState.COMPLETED);
    assertThat(isThere("b/theirs")).isTrue();

    bucket.write("c/theirs", new byte[3], Map.of());
    manager.notifyDataChange(0, new ExtraData("cloud_data_change", "{}")).join();
    await().atMost(BOUND).until(() -> isThere("c/theirs"));
  }

  private boolean isThere(String path) throws IOException {
    try {
      InodeId found = core.inode(path);
      return found.value() > 0;
    } catch (FsException e) {
      return false;
    }
  }

  @Test
  void aCleanDropsOnlyWhatTheCloudHas() throws Exception {
    core.write("b/d/deep", new byte[7]);
    core.awaitSynced();
    manager.disableCloud(ACCOUNT).join();
    core.write("b/mine", new byte[5]);
    assertThat(manager.clean(ACCOUNT, Map.of("b", Action.RETAIN_DATA)).join()).isEmpty();
    assertThat(core.attribute("b/old", "location")).isEqualTo("3");

    List<String> stayed =
        manager.clean(ACCOUNT, Map.of("b", Action.CLEAR_DATA, "c", Action.RETAIN_DATA)).join();
    assertThat(stayed).containsExactly("file:///cloud/b/mine");
    assertThat(core.attribute("b/old", "location")).isEqualTo("2");
    assertThat(core.attribute("b/d/deep", "location")).isEqualTo("2");
    assertThat(core.attribute("b/mine", "location")).isEqualTo("1");
    assertThat(core.attribute("c/old", "location")).isEqualTo("3");
    assertThat(core.read("b/mine")).hasSize(5);
    assertThat(core.read("b/old")).hasSize(10);
  }

  @Test
  void theCallbacksHearTheResultOrTheError() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    AsyncCallback<Void> callback =
        (err, nothing) -> heard.add(err == null ? "done" : String.valueOf(err.code()));
    manager.disableCloud(ACCOUNT, callback);
    assertHeard(heard, "done");
    manager.enableCloud(ACCOUNT, Map.of(), callback);
    assertHeard(heard, "done");
    manager.changeAppCloudSwitch("other", "b", false, callback);
    assertHeard(heard, "401");
    manager.notifyDataChange(ACCOUNT, "b", callback);
    assertHeard(heard, "done");
    manager.notifyDataChange(7, null, callback);
    assertHeard(heard, "401");
    manager.clean(
        ACCOUNT, Map.of("c", Action.CLEAR_DATA), (err, stayed) -> heard.add(err + " " + stayed));
    assertHeard(heard, "null []");
  }

  private static void assertHeard(BlockingQueue<String> heard, String wanted)
      throws InterruptedException {
    assertThat(heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(wanted);
  }

  @Test
  void whatMakesNoSenseHasItsCode() {
    assertCode(manager.enableCloud("other", Map.of()), 401);
    assertCode(manager.enableCloud(null, Map.of()), 401);
    assertCode(manager.enableCloud(ACCOUNT, null), 401);
    assertCode(manager.enableCloud(ACCOUNT, Map.of("..", true)), 401);
    assertCode(manager.disableCloud(null), 401);
    assertCode(manager.changeAppCloudSwitch(ACCOUNT, "b/d", false), 401);
    assertCode(manager.notifyDataChange(ACCOUNT, null), 401);
    assertCode(manager.notifyDataChange(-1, new ExtraData("e", "x")), 401);
    assertCode(manager.clean(ACCOUNT, null), 401);
    assertCode(manager.clean(ACCOUNT, Map.of("gone", Action.CLEAR_DATA)), 13900002);
  }
}
