package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.conditions.Network;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.Resting;
import dev.stratus.sync.control.StartTaskRequest;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.control.TaskEvent;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the machine's conditions stop, and what their end lets go on. */
@Timeout(120)
final class SyncConditionsTest {

  private static final long BOUND_SECONDS = 30;
  private static final Duration BOUND = Duration.ofSeconds(BOUND_SECONDS);
  private static final int BYTES = 100;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  private final BlockingQueue<SyncEvent> heard = new LinkedBlockingQueue<>();
  private volatile Optional<Battery> battery = Optional.empty();
  private volatile Heat heat = Heat.COOL;
  private volatile Network network = Network.UNMETERED;
  private CoreUnderTest core;

  private final Conditions machine =
      new Conditions() {
        @Override
        public Optional<Battery> battery() {
          return battery;
        }

        @Override
        public Heat heat() {
          return heat;
        }

        @Override
        public Network network() {
          return network;
        }
      };

  @BeforeEach
  void open() throws Exception {
    core = new CoreUnderTest(directory, "boot", store, CoreUnderTest.HASTY.withConditions(machine));
    core.core().control().watchSync("", heard::add);
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private void awaitHeard(String state, String error) throws InterruptedException {
    SyncEvent wanted = new SyncEvent(state, error);
    SyncEvent event = next();
    while (event != null && !event.equals(wanted)) {
      event = next();
    }
    assertThat(event).isEqualTo(wanted);
  }

  private @Nullable SyncEvent next() throws InterruptedException {
    return heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  private void write(String name) throws FsException {
    Created made =
        core.view()
            .create(InodeId.ROOT, new Name(name), 0644, OpenMode.readWrite(), Workplace.CALLER);
    core.view().write(made.handle(), ByteBuffer.wrap(new byte[] {1}), 0);
    core.view().release(made.handle());
  }

  @Test
  void aMeteredNetworkStopsUploadsAndItsEndLetsThemGoOn() throws Exception {
    network = Network.METERED;
    awaitStopped("a", "WIFI_UNAVAILABLE");
    network = Network.UNMETERED;
    awaitHeard("COMPLETED", "NO_ERROR");
    assertThat(bucket.bytes("a")).hasSize(1);
  }

  @Test
  void aBatteryThatIsToBeWarnedOfStopsUploadsUnlessSomebodyAsks() throws Exception {
    battery = Optional.of(new Battery(12, false));
    awaitStopped("a", "BATTERY_LEVEL_WARNING");
    core.core().control().startSync();
    awaitHeard("COMPLETED", "NO_ERROR");
    assertThat(bucket.bytes("a")).hasSize(1);
  }

  @Test
  void anEmptyBatteryStopsEvenWhoAsksUntilItIsCharged() throws Exception {
    battery = Optional.of(new Battery(7, false));
    awaitStopped("a", "BATTERY_LEVEL_LOW");
    assertThatThrownBy(() -> core.core().control().startSync())
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.failure()).isEqualTo(ControlFailure.LOW_BATTERY));
    battery = Optional.of(new Battery(7, true));
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  @Test
  void heatStopsUploadsAndCoolingLetsThemGoOn() throws Exception {
    heat = Heat.OVERHEATED;
    awaitStopped("a", "DEVICE_TEMPERATURE_TOO_HIGH");
    heat = Heat.COOL;
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  /** What a read waits for comes all the same. */
  @Test
  void downloadsThatGoOnBehindRestAndGoOnWhenTheMachineCanDoWithThem() throws Exception {
    inCloud("asked");
    inCloud("read");
    network = Network.METERED;
    awaitResting(resting -> resting.downloads().equals(List.of("WIFI_UNAVAILABLE")));
    core.core().control().download(new DownloadRequest(List.of("asked"), false), progress -> {});
    awaitHeard("DOWNLOAD_FAILED", "WIFI_UNAVAILABLE");
    assertThat(read("read")).hasSize(BYTES);
    assertThat(location("asked")).isEqualTo("2");
    network = Network.UNMETERED;
    await().atMost(BOUND).until(() -> location("asked").equals("3"));
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  @Test
  void aDownloadThatIsUnderWayRestsWhileTheBatteryIsLow() throws Exception {
    inCloud("asked");
    try (Injection hanging =
        store.faults().on(Verb.GET).key("asked"::equals).inject(Fault.hang())) {
      core.core().control().download(new DownloadRequest(List.of("asked"), false), progress -> {});
      await().atMost(BOUND).until(() -> hanging.hits() > 0);
      battery = Optional.of(new Battery(7, false));
      awaitHeard("DOWNLOAD_FAILED", "BATTERY_LEVEL_LOW");
    }
    battery = Optional.of(new Battery(7, true));
    await().atMost(BOUND).until(() -> location("asked").equals("3"));
  }

  @Test
  void whoWaitsForADownloadThatRestsHearsWhy() throws Exception {
    inCloud("asked");
    network = Network.METERED;
    awaitResting(resting -> !resting.downloads().isEmpty());
    List<Progress> told = new CopyOnWriteArrayList<>();
    CompletableFuture<DownloadResult> end = beginDownload("asked", told);
    awaitTold(told, List.of("WIFI_UNAVAILABLE"));
    network = Network.UNMETERED;
    assertThat(end.get(BOUND_SECONDS, TimeUnit.SECONDS).done()).isEqualTo(1);
  }

  @Test
  void whoWaitsForADownloadWhoseCloudIsSwitchedOffHearsWhy() throws Exception {
    inCloud("b/asked");
    List<Progress> told = new CopyOnWriteArrayList<>();
    CompletableFuture<DownloadResult> end;
    try (Injection hanging =
        store.faults().on(Verb.GET).key("b/asked"::equals).inject(Fault.hang())) {
      end = beginDownload("b", told);
      await().atMost(BOUND).until(() -> hanging.hits() > 0);
      core.core().control().switchCloud(null, Map.of("b", false));
      awaitTold(told, List.of("CLOUD_OFF"));
    }
    core.core().control().switchCloud(null, Map.of("b", true));
    assertThat(end.get(BOUND_SECONDS, TimeUnit.SECONDS).done()).isEqualTo(1);
  }

  @Test
  void whoStartsASyncHearsBesideWhatPassesWhatDoesNot() throws Exception {
    await().atMost(BOUND).until(() -> core.core().control().status().listing().complete());
    try (Injection away = store.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE))) {
      write("a");
      await().atMost(BOUND).until(() -> away.hits() > 0);
      assertUnreachable("", "The sync goes on by itself");
      core.core().control().switchCloud(false, Map.of());
      assertUnreachable("", "'stratus sync enable'");
      core.core().control().switchCloud(true, Map.of());
      core.core().control().stopSync("");
      assertUnreachable("b", "The sync of the whole mount is stopped");
    }
  }

  private void assertUnreachable(String bundle, String told) {
    assertThatThrownBy(() -> core.core().control().startSync(bundle))
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining(told)
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.failure()).isEqualTo(ControlFailure.UNREACHABLE));
  }

  private CompletableFuture<DownloadResult> beginDownload(String path, List<Progress> told) {
    return CompletableFuture.supplyAsync(() -> download(path, told));
  }

  private DownloadResult download(String path, List<Progress> told) {
    try {
      return core.core().control().download(new DownloadRequest(List.of(path), true), told::add);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoWaitsForUploadsThatRestHearsWhy() throws Exception {
    network = Network.METERED;
    awaitStopped("a", "WIFI_UNAVAILABLE");
    List<Progress> told = new CopyOnWriteArrayList<>();
    CompletableFuture<WaitResult> end = CompletableFuture.supplyAsync(() -> awaitSynced(told));
    awaitTold(told, List.of("WIFI_UNAVAILABLE"));
    network = Network.UNMETERED;
    assertThat(end.get(BOUND_SECONDS, TimeUnit.SECONDS).synced()).isTrue();
  }

  private WaitResult awaitSynced(List<Progress> told) {
    try {
      return core.core().control().waitUntilSynced(new WaitRequest(List.of(""), null), told::add);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitTold(List<Progress> told, List<String> resting) {
    await()
        .atMost(BOUND)
        .until(() -> told.stream().anyMatch(progress -> resting.equals(progress.resting())));
  }

  @Test
  void whatIsFetchedForPinsRestsSoonerThanWhatSomebodyAskedFor() throws Exception {
    inCloud("asked");
    inCloud("pinned");
    battery = Optional.of(new Battery(12, false));
    awaitResting(resting -> resting.pins().equals(List.of("BATTERY_LEVEL_WARNING")));
    assertThat(core.core().control().status().resting().downloads()).isEmpty();
    core.core().control().pin(new PinRequest(List.of("pinned"), false));
    awaitHeard("DOWNLOAD_FAILED", "BATTERY_LEVEL_WARNING");
    core.core().control().download(new DownloadRequest(List.of("asked"), true), progress -> {});
    assertThat(location("asked")).isEqualTo("3");
    assertThat(location("pinned")).isEqualTo("2");
    battery = Optional.empty();
    await().atMost(BOUND).until(() -> location("pinned").equals("3"));
  }

  @Test
  void aProgramHearsWhyItsDownloadRests() throws Exception {
    inCloud("asked");
    BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
    core.core().control().watchTasks("program", events::add);
    network = Network.METERED;
    awaitResting(resting -> !resting.downloads().isEmpty());
    core.core().control().startTask(new StartTaskRequest("program", 1, List.of("asked"), false));
    awaitTask(events, "RUNNING", "NETWORK_UNAVAILABLE");
    network = Network.UNMETERED;
    awaitTask(events, "RUNNING", "NO_ERROR");
    awaitTask(events, "COMPLETED", "NO_ERROR");
    heat = Heat.OVERHEATED;
    awaitResting(resting -> !resting.downloads().isEmpty());
    inCloud("another");
    core.core().control().startTask(new StartTaskRequest("program", 2, List.of("another"), true));
    awaitTask(events, "RUNNING", "UNKNOWN_ERROR");
    heat = Heat.HOT;
    awaitTask(events, "COMPLETED", "NO_ERROR");
  }

  @Test
  void ofABundleThatIsOffNothingComesByItself() throws Exception {
    inCloud("b/pinned");
    inCloud("b/read");
    inCloud("c/pinned");
    core.core().control().switchCloud(null, Map.of("b", false));
    core.core().control().pin(new PinRequest(List.of("b/pinned"), false));
    core.core().control().pin(new PinRequest(List.of("c/pinned"), false));
    await().atMost(BOUND).until(() -> location("c/pinned").equals("3"));
    assertCloudOff(
        () -> core.core().control().download(new DownloadRequest(List.of("b"), false), told -> {}));
    assertCloudOff(
        () ->
            core.core()
                .control()
                .startTask(new StartTaskRequest("program", 2, List.of("b/read"), false)));
    assertThat(read("b/read")).hasSize(BYTES);
    assertThat(location("b/pinned")).isEqualTo("2");
    core.core().control().switchCloud(null, Map.of("b", true));
    await().atMost(BOUND).until(() -> location("b/pinned").equals("3"));
  }

  @Test
  void whatComesWhenItsCloudIsSwitchedOffComesToItsEndWhenThatIsOn() throws Exception {
    inCloud("b/asked");
    BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
    core.core().control().watchTasks("program", events::add);
    try (Injection hanging =
        store.faults().on(Verb.GET).key("b/asked"::equals).inject(Fault.hang())) {
      core.core()
          .control()
          .startTask(new StartTaskRequest("program", 1, List.of("b/asked"), false));
      await().atMost(BOUND).until(() -> hanging.hits() > 0);
      core.core().control().switchCloud(null, Map.of("b", false));
    }
    core.core().control().switchCloud(null, Map.of("b", true));
    awaitTask(events, "COMPLETED", "NO_ERROR");
    assertThat(location("b/asked")).isEqualTo("3");
  }

  private static void assertCloudOff(ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.failure()).isEqualTo(ControlFailure.CLOUD_OFF));
  }

  private static void awaitTask(BlockingQueue<TaskEvent> events, String state, String error)
      throws InterruptedException {
    TaskEvent event = events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    while (event != null && !(event.state().equals(state) && event.error().equals(error))) {
      event = events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(event).as("%s with %s", state, error).isNotNull();
  }

  private void awaitResting(Predicate<Resting> wanted) {
    await().atMost(BOUND).until(() -> wanted.test(core.core().control().status().resting()));
  }

  private void inCloud(String key) {
    bucket.write(key, new byte[BYTES], Map.of());
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(FsException.class)
        .until(() -> location(key).equals("2"));
  }

  private InodeId inode(String path) throws FsException {
    InodeId inode = InodeId.ROOT;
    for (Path part : Path.of(path)) {
      inode = core.view().lookup(inode, new Name(part.toString())).inode();
    }
    return inode;
  }

  private String location(String path) throws FsException {
    return new String(
        core.view().getxattr(inode(path), "user.cloud.location"), StandardCharsets.UTF_8);
  }

  private byte[] read(String path) throws FsException {
    Handle handle = core.view().open(inode(path), OpenMode.readOnly());
    ByteBuffer bytes = ByteBuffer.allocate(2 * BYTES);
    core.view().read(handle, bytes, 0);
    core.view().release(handle);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Writes until a condition was seen: then what is written waits. */
  private void awaitStopped(String name, String error) throws Exception {
    SyncEvent wanted = new SyncEvent("UPLOAD_FAILED", error);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    SyncEvent event = null;
    for (int i = 0; !wanted.equals(event) && System.nanoTime() < end; i++) {
      write(name + i);
      event = heard.poll(1, TimeUnit.SECONDS);
    }
    assertThat(event).isEqualTo(wanted);
    write(name);
  }
}
