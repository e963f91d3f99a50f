package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.upload.UploadSettings;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A core with a state directory of its own. */
final class CoreUnderTest implements AutoCloseable {

  static final CoreSettings SETTINGS =
      CoreSettings.usual("host", new DefaultAttributes(0, 0, 0644, 0755));

  private final SyncCore core;

  /** Everything soon, and no long waits. */
  static final Tuning HASTY =
      new Tuning(
          Clock.systemUTC(),
          new Random(1),
          () -> UUID.randomUUID().toString(),
          new UploadSettings(
              8, 4, Duration.ofMillis(20), Duration.ofMillis(500), 1 << 20, 8 << 20, 8 << 20),
          RemoteSettings.defaults().withCompareInterval(Duration.ofMillis(300)),
          DownloadSettings.defaults().withPatience(Duration.ofSeconds(3)),
          Conditions.GOOD,
          Duration.ofMillis(50));

  /** The same by another clock. */
  static Tuning hasty(Clock clock) {
    return new Tuning(
        clock,
        HASTY.random(),
        HASTY.uuids(),
        HASTY.upload(),
        HASTY.remote(),
        HASTY.download(),
        Conditions.GOOD,
        HASTY.conditionsAge());
  }

  CoreUnderTest(Path state, String boot, CloudStore cloud) throws IOException {
    this(state, boot, cloud, HASTY);
  }

  CoreUnderTest(Path state, String boot, CloudStore cloud, Tuning tuning) throws IOException {
    core = SyncCore.open(parts(state, boot, cloud), SETTINGS, tuning);
  }

  CoreUnderTest(Path state, CloudStore cloud, CoreSettings settings) throws IOException {
    core = SyncCore.open(parts(state, "boot", cloud), settings, HASTY);
  }

  private static CoreParts parts(Path state, String boot, CloudStore cloud) throws IOException {
    Files.createDirectories(state);
    return new CoreParts(
        state.resolve("index.db"),
        state.resolve("content"),
        boot,
        cloud,
        null,
        () -> {},
        () -> false,
        state.resolve("sock"));
  }

  FileSystemView view() {
    return core.view();
  }

  SyncCore core() {
    return core;
  }

  /** Tries everything at once that waits after a failure, until all is in the cloud. */
  void awaitSynced(long millis) throws IOException, InterruptedException {
    await().atMost(Duration.ofMillis(millis)).until(this::isStarted);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    WaitResult result = waitUntilSynced(millis);
    while (!result.remaining().isEmpty() && System.nanoTime() < end) {
      // The last failure of what was under way may have come after it was tried again.
      core.control().retry("");
      result = waitUntilSynced(millis);
    }
    assertThat(result.remaining()).as("what is not in the cloud").isEmpty();
    assertThat(result.synced()).isTrue();
  }

  /** A connection of the outage's time may still break a moment after it. */
  private boolean isStarted() throws IOException {
    try {
      core.control().startSync();
      return true;
    } catch (ControlException e) {
      if (e.failure() != ControlFailure.UNREACHABLE) {
        throw e;
      }
      return false;
    }
  }

  private WaitResult waitUntilSynced(long millis) throws IOException, InterruptedException {
    return core.control().waitUntilSynced(new WaitRequest(List.of(""), millis), progress -> {});
  }

  /** What is in a bucket, but Stratus' own objects. */
  static Map<String, byte[]> bucket(CloudStore store) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    String next = "";
    do {
      ListPage page = store.list(ListRequest.flat(""), next);
      for (ObjectInfo info : page.objects()) {
        if (!info.key().value().startsWith(".stratus/")) {
          found.put(info.key().value(), bytes(store, info));
        }
      }
      next = page.next().orElse("");
    } while (!next.isEmpty());
    return found;
  }

  private static byte[] bytes(CloudStore store, ObjectInfo info) throws IOException {
    if (info.size() == 0) {
      return new byte[0];
    }
    try (ObjectBody body = store.get(info.key(), info.etag(), new ByteRange(0, info.size()))) {
      return body.stream().readAllBytes();
    }
  }

  /** Holds a bucket against a model. */
  static void compareBucket(CloudStore store, ModelTree model) throws IOException {
    Map<String, byte[]> there = bucket(store);
    Map<String, byte[]> wanted = model.objects();
    for (String key : model.implicit()) {
      wanted.remove(key);
      there.remove(key);
    }
    assertThat(there.keySet()).as("keys in the bucket").isEqualTo(wanted.keySet());
    wanted.forEach((key, bytes) -> assertThat(there.get(key)).as("object " + key).isEqualTo(bytes));
  }

  @Override
  public void close() throws IOException {
    core.close();
  }
}
