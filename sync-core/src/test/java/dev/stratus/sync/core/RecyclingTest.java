package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.TrashedFile;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is recycled goes everywhere, and its bytes stay in the trash. */
final class RecyclingTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private CoreUnderTest core;

  @BeforeEach
  void mount() throws Exception {
    core = new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private InodeId file(String text) throws Exception {
    Created file =
        core.view()
            .create(InodeId.ROOT, new Name("f"), 0644, OpenMode.readWrite(), Workplace.CALLER);
    core.view().write(file.handle(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    core.view().release(file.handle());
    return file.attributes().inode();
  }

  private void recycle(InodeId inode, String value) throws FsException {
    core.view()
        .setxattr(
            inode,
            "user.cloud.recycle",
            value.getBytes(StandardCharsets.UTF_8),
            XattrMode.CREATE_OR_REPLACE);
  }

  private void assertRefused(FsFailure failure, InodeId inode, String value) {
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> recycle(inode, value))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private List<TrashedFile> trash() throws Exception {
    return core.core().control().trash();
  }

  @Test
  void itGoesHereAndThereAndItsBytesStay() throws Exception {
    InodeId file = file("precious");
    core.awaitSynced(BOUND.toMillis());
    recycle(file, "1");
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> core.view().lookup(InodeId.ROOT, new Name("f")));
    await().atMost(BOUND).until(() -> bucket.bytes("f") == null);
    assertThat(trash()).hasSize(1);
    assertThat(trash().get(0).path()).isEqualTo("f");
    assertThat(Path.of(trash().get(0).file())).hasContent("precious");
    assertThat(core.core().control().check(new CheckRequest(false), p -> {}).findings()).isEmpty();
  }

  @Test
  void whatTheCloudNeverHadIsKeptToo() throws Exception {
    core.core().control().stopSync();
    InodeId file = file("new");
    recycle(file, "1");
    assertThat(Path.of(trash().get(0).file())).hasContent("new");
    core.awaitSynced(BOUND.toMillis());
    assertThat(bucket.bytes("f")).isNull();
  }

  @Test
  void itStaysWhereItsBytesWouldNot() throws Exception {
    InodeId file = file("precious");
    core.awaitSynced(BOUND.toMillis());
    Handle open = core.view().open(file, OpenMode.readOnly());
    assertRefused(FsFailure.TRY_AGAIN, file, "1");
    core.view().release(open);
    core.core().control().cleanCache(new CleanCacheRequest(List.of("f"), false, false));
    assertRefused(FsFailure.TRY_AGAIN, file, "1");
    assertRefused(FsFailure.INVALID, file, "0");
    assertRefused(FsFailure.INVALID, InodeId.ROOT, "1");
    assertThat(core.view().lookup(InodeId.ROOT, new Name("f")).inode()).isEqualTo(file);
    core.view().link(file, InodeId.ROOT, new Name("g"));
    assertRefused(FsFailure.INVALID, file, "1");
    assertThat(trash()).isEmpty();
    assertThat(bucket.bytes("f")).isNotNull();
  }
}
