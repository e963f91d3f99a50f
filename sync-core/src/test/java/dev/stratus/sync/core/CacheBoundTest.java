package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CacheUse;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole core with a limit for its local copies. */
@Timeout(120)
class CacheBoundTest {

  private static final int MIB = 1 << 20;
  private static final int LIMIT = 8 * MIB;
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore cloud = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  private SyncCore core;
  private FileSystemView view;

  @BeforeEach
  void open() throws Exception {
    core =
        SyncCore.open(
            new CoreParts(
                directory.resolve("index.db"),
                directory.resolve("content"),
                "boot",
                cloud,
                null,
                () -> {},
                () -> false,
                directory.resolve("sock")),
            CoreUnderTest.SETTINGS.with(new CacheBounds(OptionalLong.of(LIMIT), 0)),
            CoreUnderTest.HASTY);
    view = core.view();
  }

  @AfterEach
  void close() throws Exception {
    cloud.faults().clear();
    core.close();
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[MIB];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static Name name(int number) {
    return new Name("file " + number);
  }

  private void write(int number) throws FsException {
    Handle handle =
        view.create(InodeId.ROOT, name(number), 0644, OpenMode.readWrite(), new Caller(0, 0))
            .handle();
    try {
      view.write(handle, ByteBuffer.wrap(bytes(number)), 0);
    } finally {
      view.release(handle);
    }
  }

  private CacheUse cache() throws Exception {
    return core.control().status().cache();
  }

  @Test
  void manyTimesTheLimitCanBeWrittenAtThePaceOfTheCloud() throws Exception {
    for (int number = 0; number < 32; number++) {
      write(number);
      assertThat(cache().room()).isBetween(1L, (long) LIMIT);
    }
    awaitSynced();
    for (int number = 0; number < 32; number++) {
      assertThat(bucket.bytes(name(number).value())).isEqualTo(bytes(number));
    }
  }

  @Test
  void theUploadOfAFileThatStaysOpenExceedsNoLimit() throws Exception {
    cloud.faults().on(Verb.PUT).inject(Fault.hang());
    Handle handle =
        view.create(InodeId.ROOT, name(0), 0644, OpenMode.readWrite(), new Caller(0, 0)).handle();
    for (int part = 0; part < 6; part++) {
      view.write(handle, ByteBuffer.wrap(bytes(part)), (long) part * MIB);
    }
    await().atMost(BOUND).until(() -> core.control().status().uploading().bytes() >= 6 * MIB);
    assertThat(cache().room()).isBetween(6L * MIB, (long) LIMIT);

    cloud.faults().clear();
    await().atMost(BOUND).until(() -> bucket.keys().contains(name(0).value()));
    view.release(handle);
    awaitSynced();
  }

  private void awaitSynced() throws Exception {
    assertThat(
            core.control()
                .waitUntilSynced(new WaitRequest(List.of(""), BOUND.toMillis()), progress -> {})
                .synced())
        .isTrue();
  }

  @Test
  void aStalledCloudEndsInARefusalWithItsReasonAndGoesOnAfterwards() throws Exception {
    cloud.faults().on(Verb.PUT).inject(Fault.hang());
    int[] written = new int[1];
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(
            () -> {
              for (; written[0] < 32; written[0]++) {
                write(written[0]);
              }
            })
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));
    assertThat(written[0]).isBetween(5, 8);
    assertThat(cache().bytes()).isLessThanOrEqualTo(LIMIT);
    assertThat(cache().refusal()).contains("--cache-size").contains("not uploaded");

    cloud.faults().clear();
    view.unlink(InodeId.ROOT, name(written[0]));
    await().atMost(BOUND).until(() -> cache().refusal() == null);
    for (int number = written[0]; number < 16; number++) {
      write(number);
    }
    awaitSynced();
    for (int number = 0; number < 16; number++) {
      assertThat(bucket.bytes(name(number).value())).isEqualTo(bytes(number));
    }
  }
}
