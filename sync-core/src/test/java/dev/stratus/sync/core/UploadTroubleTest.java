package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
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
import dev.stratus.sync.control.FailedUpload;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of uploads that fail, and how they are tried again. */
class UploadTroubleTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  private SyncCore core;

  @BeforeEach
  void open() throws Exception {
    core =
        SyncCore.open(
            new CoreParts(
                directory.resolve("index.db"),
                directory.resolve("content"),
                "boot",
                store,
                null,
                () -> {},
                () -> false,
                directory.resolve("sock")),
            CoreUnderTest.SETTINGS);
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private InodeId write(String name) throws FsException {
    Created file =
        core.view()
            .create(InodeId.ROOT, new Name(name), 0644, OpenMode.readWrite(), new Caller(0, 0));
    core.view().write(file.handle(), ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
    core.view().flush(file.handle());
    core.view().release(file.handle());
    return file.attributes().inode();
  }

  private String xattr(InodeId file, String name) throws FsException {
    return new String(core.view().getxattr(file, name), StandardCharsets.UTF_8);
  }

  private Injection refuse(CloudFailure failure) {
    return store.faults().on(Verb.PUT).key("file"::equals).inject(Fault.fail(failure));
  }

  private void awaitFailed() {
    await().atMost(BOUND).until(() -> core.control().status().failedCount() == 1);
  }

  private boolean waitForIt() throws Exception {
    return core.control()
        .waitUntilSynced(new WaitRequest(List.of("file"), 20_000L), progress -> {})
        .synced();
  }

  @Test
  void aRefusalIsShownWithReasonAttemptsAndNextTry() throws Exception {
    refuse(CloudFailure.QUOTA_EXCEEDED);
    Instant before = Instant.now();
    InodeId file = write("file");
    awaitFailed();
    assertThat(xattr(file, "user.cloud.state")).isEqualTo("UPLOAD_FAILURE");
    assertThat(xattr(file, "user.cloud.error"))
        .contains("PUT file")
        .contains("attempts: 1")
        .contains("next try 20");
    FailedUpload failed = core.control().status().failed().get(0);
    assertThat(failed.path()).isEqualTo("file");
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(failed.nextTry()).isAfter(before);
  }

  @Test
  void whatNoTimeHealsIsTriedOnRequestOnly() throws Exception {
    Injection tooLarge = refuse(CloudFailure.TOO_LARGE);
    InodeId file = write("file");
    awaitFailed();
    assertThat(core.control().status().failed().get(0).nextTry()).isNull();
    assertThat(xattr(file, "user.cloud.error")).contains("next try on request");
    tooLarge.close();
    assertThat(core.control().retry("")).isEqualTo(1);
    assertThat(waitForIt()).isTrue();
    assertThat(bucket.bytes("file")).containsExactly(1, 2, 3);
  }

  @Test
  void onlyWhatIsBelowThePathIsTriedAgain() throws Exception {
    Injection denied = refuse(CloudFailure.ACCESS_DENIED);
    write("file");
    write("other");
    awaitFailed();
    int tried = denied.hits();
    assertThat(core.control().retry("other")).isZero();
    assertThat(denied.hits()).isEqualTo(tried);
    denied.close();
    assertThat(core.control().retry("file")).isEqualTo(1);
    assertThat(waitForIt()).isTrue();
  }

  @Test
  void aWaitWithoutEndEndsWhereAllThatIsLeftHasFailed() throws Exception {
    refuse(CloudFailure.TOO_LARGE);
    write("file");
    WaitResult result =
        core.control().waitUntilSynced(new WaitRequest(List.of("file"), null), progress -> {});
    assertThat(result.timedOut()).isFalse();
    assertThat(result.remaining())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.state()).isEqualTo("UPLOAD_FAILURE");
              assertThat(left.reason()).contains("PUT file");
            });
  }
}
