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
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadsTest {

  private static final int SMALL = 4096;
  private static final int LARGE = 9 << 20;
  private static final int SMALL_FILES = 20;
  private static final long ALL = LARGE + (long) SMALL_FILES * SMALL;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  /** Every test opens them first; null only where that failed. */
  @SuppressWarnings("NullAway.Init")
  private MemoryStore cloud;

  @SuppressWarnings("NullAway.Init")
  private SyncCore core;

  private void open(OptionalLong cacheLimit) throws IOException {
    cloud = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    Files.createDirectories(directory);
    CoreParts parts =
        new CoreParts(
            directory.resolve("index.db"),
            directory.resolve("content"),
            "boot",
            cloud,
            null,
            () -> {},
            () -> false,
            directory.resolve("sock"));
    CoreSettings settings = CoreUnderTest.SETTINGS.with(new CacheBounds(cacheLimit, 0));
    core = SyncCore.open(parts, settings, CoreUnderTest.HASTY);
  }

  private void open() throws IOException {
    open(OptionalLong.empty());
  }

  @AfterEach
  void close() throws IOException {
    if (core != null) {
      cloud.faults().clear();
      core.close();
    }
  }

  private void fill() {
    for (int i = 0; i < SMALL_FILES; i++) {
      bucket.write("tree/d" + i % 3 + "/f" + i, bytes(SMALL, i), Map.of());
    }
    bucket.write("tree/large", bytes(LARGE, 99), Map.of());
    bucket.write("other", bytes(SMALL, 100), Map.of());
  }

  private static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private DownloadResult download(boolean waiting) throws Exception {
    return core.control().download(new DownloadRequest(List.of("tree"), waiting), progress -> {});
  }

  private String xattr(String path, String name) throws IOException {
    FileSystemView view = core.view();
    InodeId inode = InodeId.ROOT;
    for (Path part : Path.of(path)) {
      inode = view.lookup(inode, new Name(part.toString())).inode();
    }
    return new String(view.getxattr(inode, "user.cloud." + name), StandardCharsets.UTF_8);
  }

  private void awaitAllHere() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(xattr("tree/large", "location")).isEqualTo("3");
              for (int i = 0; i < SMALL_FILES; i++) {
                assertThat(xattr("tree/d" + i % 3 + "/f" + i, "location")).isEqualTo("3");
              }
            });
  }

  @Test
  void aTreeComesWholeAndOnce() throws Exception {
    fill();
    open();

    DownloadResult result = download(true);

    assertThat(result.missing()).isEqualTo(new Amount(SMALL_FILES + 1, ALL));
    assertThat(result.done()).isEqualTo(SMALL_FILES + 1);
    assertThat(result.ended()).isTrue();
    assertThat(result.failed()).isEmpty();
    assertThat(cloud.counts().bytesDown()).isEqualTo(ALL);
    awaitAllHere();
    assertThat(xattr("other", "location")).isEqualTo("2");
    assertThat(download(true).missing()).isEqualTo(new Amount(0, 0));
    assertThat(cloud.counts().bytesDown()).isEqualTo(ALL);
  }

  @Test
  void onlyWhatIsMissingComes() throws Exception {
    fill();
    open();
    InodeId tree = core.view().lookup(InodeId.ROOT, new Name("tree")).inode();
    InodeId large = core.view().lookup(tree, new Name("large")).inode();
    Handle handle = core.view().open(large, OpenMode.readOnly());
    core.view().read(handle, ByteBuffer.allocate(1000), 5 << 20);
    core.view().release(handle);
    long before = cloud.counts().bytesDown();
    assertThat(before).isPositive();

    assertThat(download(true).missing().bytes()).isEqualTo(ALL - before);
    assertThat(cloud.counts().bytesDown()).isEqualTo(ALL);
  }

  @Test
  void aDownloadGoesOnInTheNextLife() throws Exception {
    fill();
    open();
    Injection hang = cloud.faults().on(Verb.GET).inject(Fault.hang());
    DownloadResult begun = download(false);
    assertThat(begun.ended()).isFalse();
    await().until(() -> hang.hits() > 0);
    cloud.faults().clear();
    core.close();

    open();
    awaitAllHere();
  }

  @Test
  void aStoppedDownloadKeepsWhatCameAndStaysStopped() throws Exception {
    fill();
    open();
    Injection hang =
        cloud.faults().on(Verb.GET).key(key -> key.endsWith("large")).inject(Fault.hang());
    download(false);
    await().until(() -> hang.hits() > 0);
    await().until(() -> xattr("tree/d0/f0", "location").equals("3"));

    assertThat(core.control().stopDownload(List.of("elsewhere"))).isFalse();
    assertThat(core.control().stopDownload(List.of("tree"))).isTrue();
    await().until(() -> !core.control().stopDownload(List.of("")));
    // What hangs would come at last, once it is let go.
    core.close();
    cloud.faults().clear();

    open();
    assertThat(core.control().stopDownload(List.of(""))).isFalse();
    assertThat(xattr("tree/d0/f0", "location")).isEqualTo("3");
    assertThat(xattr("tree/large", "location")).isEqualTo("2");
  }

  @Test
  void anAbsentNetworkIsWaitedOut() throws Exception {
    fill();
    open();
    cloud.faults().on(Verb.GET).times(5).inject(Fault.fail(CloudFailure.UNREACHABLE));

    DownloadResult result = download(true);

    assertThat(result.failed()).isEmpty();
    assertThat(result.done()).isEqualTo(SMALL_FILES + 1);
  }

  @Test
  void whatDoesNotComeIsNamedWithItsReason() throws Exception {
    fill();
    open();
    cloud
        .faults()
        .on(Verb.GET)
        .key(key -> key.endsWith("f7"))
        .inject(Fault.fail(CloudFailure.ACCESS_DENIED));

    DownloadResult result = download(true);

    assertThat(result.failedCount()).isOne();
    assertThat(result.failed().get(0).path()).isEqualTo("tree/d1/f7");
    assertThat(result.done()).isEqualTo(SMALL_FILES);
  }

  @Test
  void whatTheCacheMayNotHoldIsNotBegun() throws Exception {
    fill();
    open(OptionalLong.of(1 << 20));

    assertThatThrownBy(() -> download(false))
        .hasMessageContaining("--cache-size")
        .hasMessageContaining("1 MB");
    assertThat(cloud.counts().of(Verb.GET)).isZero();
  }
}
