package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions of files for programs, in both forms. */
final class FileVersionTest {

  private static final long BOUND_SECONDS = 20;
  private static final String FILE = "file://notes/plan.txt";
  private static final OpenMode TRUNCATE = new OpenMode(true, true, true, false);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private @Nullable ServedCore opened;

  @BeforeEach
  void mount() throws Exception {
    bucket.keepVersions();
    opened = new ServedCore(directory, bucket, OptionalLong.empty());
    core().write("notes/plan.txt", bytes("one"));
    core().awaitSynced();
    rewrite("second");
    core().awaitSynced();
  }

  @AfterEach
  void close() throws Exception {
    core().close();
  }

  private ServedCore core() {
    ServedCore core = opened;
    if (core == null) {
      throw new IllegalStateException("not mounted");
    }
    return core;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void rewrite(String text) throws Exception {
    Handle handle = core().view().open(core().inode("notes/plan.txt"), TRUNCATE);
    core().view().write(handle, ByteBuffer.wrap(bytes(text)), 0);
    core().view().release(handle);
  }

  private String read(String path) throws Exception {
    InodeId inode = core().inode(path);
    Handle handle = core().view().open(inode, OpenMode.readOnly());
    try {
      ByteBuffer buffer = ByteBuffer.allocate(100);
      core().view().read(handle, buffer, 0);
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } finally {
      core().view().release(handle);
    }
  }

  private static List<HistoryVersion> list(FileVersion versions) {
    return versions.getHistoryVersionList(FILE, 10).join();
  }

  private static VersionDownloadProgress last(BlockingQueue<VersionDownloadProgress> heard)
      throws InterruptedException {
    VersionDownloadProgress progress;
    do {
      progress = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
      assertThat(progress).isNotNull();
    } while (progress.state() == State.RUNNING);
    return progress;
  }

  @ParameterizedTest
  @EnumSource
  void theHistoryIsToldTheNewestFirst(Form form) {
    FileVersion versions = new FileVersion(core().cloud(form));
    List<HistoryVersion> told = list(versions);
    assertThat(told).extracting(HistoryVersion::fileSize).containsExactly(6L, 3L);
    HistoryVersion first = told.get(1);
    assertThat(first.originalFileName()).isEqualTo("plan.txt");
    assertThat(first.sha256())
        .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    assertThat(first.editedTime()).isPositive().isLessThanOrEqualTo(told.get(0).editedTime());
    assertThat(first.autoResolved()).isFalse();
    assertThat(versions.getHistoryVersionList(FILE, 1).join()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aVersionIsDownloadedAndTakesThePlaceOfItsFile(Form form) throws Exception {
    FileVersion versions = new FileVersion(core().cloud(form));
    BlockingQueue<VersionDownloadProgress> heard = new LinkedBlockingQueue<>();
    String id = list(versions).get(1).versionId();
    String temporary = versions.downloadHistoryVersion(FILE, id, heard::add).join();
    assertThat(last(heard))
        .isEqualTo(new VersionDownloadProgress(State.COMPLETED, 100, DownloadErrorType.NO_ERROR));
    String path = "notes/.cloudFileVersionConflict/plan.txt." + id;
    assertThat(temporary).isEqualTo("file:///cloud/" + path);
    assertThat(read(path)).isEqualTo("one");
    assertThat(core().attribute(path, "state")).isEqualTo("STOPPED");
    assertThat(read("notes/plan.txt")).isEqualTo("second");

    versions.replaceFileWithHistoryVersion(FILE, temporary).join();
    assertThat(read("notes/plan.txt")).isEqualTo("one");
    assertThatExceptionOfType(FsException.class).isThrownBy(() -> core().inode(path));
    core().awaitSynced();
    assertThat(bucket.bytes("notes/plan.txt")).isEqualTo(bytes("one"));
    assertThat(list(versions)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void whatMakesNoSenseHasItsCode(Form form) {
    FileVersion versions = new FileVersion(core().cloud(form));
    Thrown.assertCode(versions.getHistoryVersionList(null, 10), 13900020);
    Thrown.assertCode(versions.getHistoryVersionList(FILE, 0), 13900020);
    Thrown.assertCode(versions.getHistoryVersionList("file://notes/none", 10), 13900002);
    Thrown.assertCode(versions.getHistoryVersionList("http://notes/plan.txt", 10), 14000002);
    Thrown.assertCode(versions.downloadHistoryVersion(FILE, "zero", event -> {}), 22400007);
    Thrown.assertCode(versions.downloadHistoryVersion(FILE, null, event -> {}), 13900020);
    Thrown.assertCode(versions.downloadHistoryVersion(FILE, "zero", null), 13900020);
    Thrown.assertCode(versions.replaceFileWithHistoryVersion(FILE, "file://notes/none"), 22400007);
  }

  @ParameterizedTest
  @EnumSource
  void changesThatAreNotInTheCloudAreNotReplaced(Form form) throws Exception {
    FileVersion versions = new FileVersion(core().cloud(form));
    BlockingQueue<VersionDownloadProgress> heard = new LinkedBlockingQueue<>();
    String id = list(versions).get(1).versionId();
    String temporary = versions.downloadHistoryVersion(FILE, id, heard::add).join();
    last(heard);
    try (Injection held =
        core().store().faults().on(Verb.PUT).inject(Fault.fail(CloudFailure.ACCESS_DENIED))) {
      rewrite("third");
      Thrown.assertCode(versions.replaceFileWithHistoryVersion(FILE, temporary), 13900010);
      assertThat(held.hits()).isNotNegative();
    }
    assertThat(read("notes/plan.txt")).isEqualTo("third");
  }

  @ParameterizedTest
  @EnumSource
  void withoutManualModeNothingIsAConflict(Form form) {
    FileVersion versions = new FileVersion(core().cloud(form));
    assertThat(versions.isFileConflict(FILE).join()).isFalse();
    versions.clearFileConflict(FILE).join();
    Thrown.assertCode(versions.isFileConflict("file://notes/none"), 13900002);
  }

  @Test
  void aBucketWithoutVersionsIsAnInnerErrorThatSaysSo(@TempDir Path other) throws Exception {
    try (ServedCore plain = new ServedCore(other, new MemoryBucket(), OptionalLong.empty())) {
      plain.write("notes/plan.txt", bytes("one"));
      FileVersion versions = new FileVersion(plain.cloud(Form.SOCKET));
      Thrown.assertCode(versions.getHistoryVersionList(FILE, 10), 22400005);
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> versions.getHistoryVersionList(FILE, 10).join())
          .havingCause()
          .satisfies(
              e ->
                  assertThat(((CloudSyncException) e).reason())
                      .contains("stratus versioning enable"));
    }
  }

  @Test
  void aVersionThatDoesNotComeIsAFailureWithItsReason() throws Exception {
    FileVersion versions = new FileVersion(core().cloud(Form.SOCKET));
    BlockingQueue<VersionDownloadProgress> heard = new LinkedBlockingQueue<>();
    String id = list(versions).get(1).versionId();
    try (Injection broken =
        core().store().faults().on(Verb.GET).inject(Fault.fail(CloudFailure.TIMED_OUT))) {
      versions.downloadHistoryVersion(FILE, id, heard::add).join();
      assertThat(last(heard))
          .isEqualTo(
              new VersionDownloadProgress(State.FAILED, 0, DownloadErrorType.NETWORK_UNAVAILABLE));
      assertThat(broken.hits()).isPositive();
    }
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> core().inode("notes/.cloudFileVersionConflict/plan.txt." + id));
  }
}
