package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear of a sync, the same in both forms. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class SyncProgressTest {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String PROGRESS = "progress";

  @Parameter Form form;
  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final BlockingQueue<SyncProgress> heard = new LinkedBlockingQueue<>();
  private ServedCore core;
  private FileSync sync;

  @BeforeEach
  void open() throws IOException {
    core = new ServedCore(directory, bucket, OptionalLong.empty());
    sync = new FileSync(core.cloud(form));
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private @Nullable SyncProgress next() throws InterruptedException {
    return heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private void assertHeard(SyncState state, ErrorType error) throws InterruptedException {
    assertThat(next()).isEqualTo(new SyncProgress(state, error));
  }

  private void assertHeard(SyncState state) throws InterruptedException {
    assertHeard(state, ErrorType.NO_ERROR);
  }

  /** Whatever comes before it. */
  private void awaitHeard(SyncState state, ErrorType error) throws InterruptedException {
    SyncProgress wanted = new SyncProgress(state, error);
    SyncProgress progress = next();
    while (progress != null && !progress.equals(wanted)) {
      progress = next();
    }
    assertThat(progress).isEqualTo(wanted);
  }

  @Test
  void aListenerHearsTheStateOfNowAndEachRound() throws Exception {
    sync.on(PROGRESS, heard::add);
    assertHeard(SyncState.COMPLETED);
    core.write("notes/a", new byte[100]);
    assertHeard(SyncState.UPLOADING);
    assertHeard(SyncState.COMPLETED);
    assertThat(bucket.bytes("notes/a")).hasSize(100);
    long last = sync.getLastSyncTime().join();
    assertThat(last).isPositive();
    sync.start().join();
    assertHeard(SyncState.DOWNLOADING);
    assertHeard(SyncState.COMPLETED);
    assertThat(sync.getLastSyncTime().join()).isGreaterThanOrEqualTo(last);
  }

  @Test
  void aStopIsToldAndStaysOverARestart() throws Exception {
    core.write("notes/a", new byte[1]);
    sync.on(PROGRESS, heard::add);
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);
    sync.stop().join();
    awaitHeard(SyncState.STOPPED, ErrorType.NO_ERROR);
    long last = sync.getLastSyncTime().join();
    core.write("notes/b", new byte[1]);
    core.close();
    core = new ServedCore(directory, bucket, OptionalLong.empty());
    heard.clear();

    FileSync next = new FileSync(core.cloud(form));
    next.on(PROGRESS, heard::add);
    assertHeard(SyncState.STOPPED);
    assertThat(next.getLastSyncTime().join()).isEqualTo(last);
    next.start().join();
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);
    assertThat(bucket.bytes("notes/b")).hasSize(1);
  }

  @Test
  void aFullCloudAndAnAbsentNetworkHaveTheirErrorsAndTheirEnds() throws Exception {
    core.write("notes/a", new byte[1]);
    core.awaitSynced();
    sync.on(PROGRESS, heard::add);
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);
    long last = sync.getLastSyncTime().join();
    try (Injection full =
        core.store()
            .faults()
            .on()
            .key("notes/full"::equals)
            .inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED))) {
      core.write("notes/full", new byte[1]);
      awaitHeard(SyncState.UPLOAD_FAILED, ErrorType.CLOUD_STORAGE_FULL);
      assertThat(full.hits()).isPositive();
    }
    assertThat(sync.getLastSyncTime().join()).isEqualTo(last);
    sync.start().join();
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);

    try (Injection away = core.store().faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE))) {
      core.write("notes/away", new byte[1]);
      awaitHeard(SyncState.UPLOAD_FAILED, ErrorType.NETWORK_UNAVAILABLE);
      assertThat(away.hits()).isPositive();
    }
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);
    assertThat(bucket.bytes("notes/away")).hasSize(1);
  }

  @Test
  void anObjectHasOneCallbackUntilItIsTakenAway() throws Exception {
    BlockingQueue<SyncProgress> second = new LinkedBlockingQueue<>();
    sync.on(PROGRESS, heard::add);
    sync.on(PROGRESS, second::add);
    assertHeard(SyncState.COMPLETED);
    sync.off(PROGRESS, second::add);
    sync.on(PROGRESS, second::add);
    core.write("notes/a", new byte[1]);
    assertThat(second.poll(BOUND.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new SyncProgress(SyncState.COMPLETED, ErrorType.NO_ERROR));
    assertThat(second.poll(BOUND.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new SyncProgress(SyncState.UPLOADING, ErrorType.NO_ERROR));
    assertThat(heard).isEmpty();
  }

  @Test
  void theGalleryHasTheSameMembers() throws Exception {
    GallerySync gallery = new GallerySync(core.cloud(form));
    gallery.on(PROGRESS, heard::add);
    assertHeard(SyncState.COMPLETED);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    gallery.stop((error, nothing) -> told.add("stopped " + error));
    assertThat(told.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo("stopped null");
    assertHeard(SyncState.STOPPED);
    gallery.start((error, nothing) -> told.add("started " + error));
    assertThat(told.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo("started null");
    assertHeard(SyncState.DOWNLOADING);
    gallery.off(PROGRESS);
    gallery.stop().join();
    gallery.start().join();
  }

  @Test
  void badArgumentsHaveTheirCodes() {
    assertInvalid(() -> sync.on("done", heard::add));
    assertInvalid(() -> sync.on(PROGRESS, null));
    assertInvalid(() -> sync.off(null));
    assertInvalid(() -> new GallerySync(core.cloud(form)).on(null, heard::add));
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CloudSyncException.class, e -> assertThat(e.code()).isEqualTo(401));
  }

  @Test
  void theDeathOfTheDaemonIsAStopAndItsReturnTheStateOfThen() throws Exception {
    try (Injection hanging =
        core.store().faults().on().key("notes/a"::equals).inject(Fault.hang())) {
      sync.on(PROGRESS, heard::add);
      core.write("notes/a", new byte[1]);
      awaitHeard(SyncState.UPLOADING, ErrorType.NO_ERROR);
      await().atMost(BOUND).until(() -> hanging.hits() > 0);
      core.stopServing();
      if (form == Form.SOCKET) {
        assertHeard(SyncState.STOPPED);
        assertThatThrownBy(() -> new FileSync(core.cloud(form)).on(PROGRESS, heard::add))
            .isInstanceOfSatisfying(
                CloudSyncException.class, e -> assertThat(e.code()).isEqualTo(13600001));
      }
      core.serve();
      if (form == Form.SOCKET) {
        assertHeard(SyncState.UPLOADING);
      }
    }
    awaitHeard(SyncState.COMPLETED, ErrorType.NO_ERROR);
  }
}
