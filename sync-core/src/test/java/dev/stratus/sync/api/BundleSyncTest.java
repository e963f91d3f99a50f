package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileSyncState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The sync of one bundle beside that of the others, the same in both forms. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class BundleSyncTest {

  private static final String PROGRESS = "progress";

  @Parameter Form form;
  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private ServedCore core;
  private FileSync sync;

  @BeforeEach
  void open() throws Exception {
    mount();
    core.write("b/old", new byte[10]);
    core.write("other/old", new byte[10]);
    core.awaitSynced();
  }

  private void mount() throws Exception {
    core = new ServedCore(directory, bucket, OptionalLong.empty());
    sync = new FileSync(core.cloud(form), "b");
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private static boolean is(SyncProgress progress, SyncState state) {
    return progress.equals(new SyncProgress(state, ErrorType.NO_ERROR));
  }

  @Test
  void aListenerHearsOfItsBundleOnly() throws Exception {
    Heard<SyncProgress> heard = new Heard<>();
    sync.on(PROGRESS, heard);
    heard.await(progress -> is(progress, SyncState.COMPLETED));
    core.write("other/new", new byte[1]);
    core.awaitSynced();
    assertThat(bucket.bytes("other/new")).isNotNull();
    assertThat(heard.isSilent()).isTrue();
    try (Injection hanging = core.store().faults().on().key("b/new"::equals).inject(Fault.hang())) {
      core.write("b/new", new byte[1]);
      heard.await(progress -> is(progress, SyncState.UPLOADING));
      await().until(() -> hanging.hits() > 0);
    }
    heard.await(progress -> is(progress, SyncState.COMPLETED));
    sync.off(PROGRESS);
  }

  @Test
  void aStopKeepsBackItsBundleOnlyAlsoOverARestart() throws Exception {
    Heard<SyncProgress> heard = new Heard<>();
    sync.on(PROGRESS, heard);
    sync.stop().join();
    heard.await(progress -> is(progress, SyncState.STOPPED));
    core.write("b/new", new byte[1]);
    core.write("other/new", new byte[1]);
    core.awaitSynced();
    assertThat(bucket.bytes("other/new")).hasSize(1);

    core.close();
    mount();
    Heard<SyncProgress> again = new Heard<>();
    sync.on(PROGRESS, again);
    again.await(progress -> is(progress, SyncState.STOPPED));
    new FileSync(core.cloud(form)).start().join();
    core.write("other/newer", new byte[1]);
    core.awaitSynced();
    assertThat(bucket.bytes("other/newer")).hasSize(1);
    assertThat(bucket.bytes("b/new")).isNull();
    assertThat(core.cloud(form).getFileSyncState("/cloud/b/new")).isEqualTo(FileSyncState.STOPPED);
    assertThat(core.attribute("b", "state")).isEqualTo("STOPPED");
    assertThat(core.attribute("b/new", "error")).isEqualTo("its sync is stopped");

    sync.start().join();
    again.await(progress -> is(progress, SyncState.COMPLETED));
    assertThat(bucket.bytes("b/new")).hasSize(1);
  }

  @Test
  void aStopDuringAnUploadWhoseAnswerIsLostLosesNothing() throws Exception {
    try (Injection hanging = core.store().faults().on().key("b/new"::equals).inject(Fault.hang())) {
      core.write("b/new", new byte[1]);
      await().until(() -> hanging.hits() > 0);
      sync.stop().join();
      core.close();
    }
    mount();
    core.write("b/new too", new byte[2]);
    core.awaitSynced();
    assertThat(bucket.bytes("b/new too")).isNull();
    sync.start().join();
    core.awaitSynced();
    assertThat(bucket.bytes("b/new")).hasSize(1);
    assertThat(bucket.bytes("b/new too")).hasSize(2);
    assertThat(bucket.keys())
        .filteredOn(key -> key.startsWith("b/"))
        .containsExactlyInAnyOrder("b/", "b/old", "b/new", "b/new too");
  }

  @Test
  void itsTimeIsThatOfItsOwnRounds() throws Exception {
    long before = sync.getLastSyncTime().join();
    try (Injection full =
        core.store()
            .faults()
            .on()
            .key("other/full"::equals)
            .inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED))) {
      core.write("other/full", new byte[1]);
      Heard<SyncProgress> whole = new Heard<>();
      new FileSync(core.cloud(form)).on(PROGRESS, whole);
      whole.await(
          progress ->
              progress.equals(
                  new SyncProgress(SyncState.UPLOAD_FAILED, ErrorType.CLOUD_STORAGE_FULL)));
      Heard<SyncProgress> heard = new Heard<>();
      sync.on(PROGRESS, heard);
      heard.await(progress -> is(progress, SyncState.COMPLETED));
      sync.start().join();
      heard.await(progress -> is(progress, SyncState.DOWNLOADING));
      heard.await(progress -> is(progress, SyncState.COMPLETED));
      await().until(() -> sync.getLastSyncTime().join() > before);
      assertThat(new FileSync(core.cloud(form)).getLastSyncTime().join())
          .isLessThan(sync.getLastSyncTime().join());
      assertThat(full.hits()).isPositive();
    }
  }

  @Test
  void aFailureOfItsFilesIsItsOwn() throws Exception {
    try (Injection full =
        core.store()
            .faults()
            .on()
            .key("b/full"::equals)
            .inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED))) {
      Heard<SyncProgress> others = new Heard<>();
      new FileSync(core.cloud(form), "other").on(PROGRESS, others);
      Heard<SyncProgress> heard = new Heard<>();
      sync.on(PROGRESS, heard);
      core.write("b/full", new byte[1]);
      heard.await(
          progress ->
              progress.equals(
                  new SyncProgress(SyncState.UPLOAD_FAILED, ErrorType.CLOUD_STORAGE_FULL)));
      others.await(progress -> is(progress, SyncState.COMPLETED));
      assertThat(others.isSilent()).isTrue();
      assertThat(full.hits()).isPositive();
    }
  }

  @Test
  void withTheWholeSyncStoppedItIsNotReady() throws Exception {
    FileSync whole = new FileSync(core.cloud(form));
    whole.stop().join();
    Heard<SyncProgress> heard = new Heard<>();
    sync.on(PROGRESS, heard);
    heard.await(progress -> is(progress, SyncState.STOPPED));
    assertCode(sync.start(), 22400001);
    whole.start().join();
    heard.await(progress -> is(progress, SyncState.COMPLETED));
  }

  @Test
  void withoutANetworkAStartIsRefusedAndGoesOnByItselfLater() throws Exception {
    sync.stop().join();
    core.write("b/new", new byte[1]);
    try (Injection away = core.store().faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE))) {
      core.write("other/new", new byte[1]);
      await().until(() -> away.hits() > 0);
      assertCode(sync.start(), 22400002);
    }
    await().until(() -> bucket.bytes("b/new") != null);
  }

  @Test
  void withRefusedCredentialsTheCloudIsNotReady() throws Exception {
    try (Injection refused =
        core.store().faults().on().inject(Fault.fail(CloudFailure.BAD_CREDENTIALS))) {
      core.write("other/new", new byte[1]);
      await().until(() -> refused.hits() > 0);
      assertCode(sync.start(), 22400001);
      assertCode(new GallerySync(core.cloud(form)).start(), 22400001);
    }
    sync.start().join();
  }

  @Test
  void whatIsNoBundleIsRefused() {
    assertCode(() -> new FileSync(core.cloud(form), null), 401);
    assertCode(() -> new FileSync(core.cloud(form), ""), 401);
    assertCode(() -> new FileSync(core.cloud(form), "a/b"), 401);
    assertCode(() -> new FileSync(core.cloud(form), ".."), 401);
  }
}
