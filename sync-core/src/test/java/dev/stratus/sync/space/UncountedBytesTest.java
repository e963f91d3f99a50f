package dev.stratus.sync.space;

import static dev.stratus.sync.download.Urgency.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.LocalSide;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kill left of bytes that had come and were not recorded. */
@Timeout(60)
class UncountedBytesTest {

  private static final byte[] BYTES = LocalSide.bytes(3 << 20, 1);

  @TempDir Path directory;
  private SpaceFixture space;
  private LocalSide local;

  @BeforeEach
  void begin() throws FsException {
    space = new SpaceFixture(directory);
    local = space.local;
  }

  @AfterEach
  void end() throws FsException {
    space.close();
  }

  private void drop(boolean wasKilled) throws FsException {
    try (CacheLimit limit = space.limit(OptionalLong.empty())) {
      uncounted(limit, wasKilled).drop();
    }
  }

  private UncountedBytes uncounted(CacheLimit limit, boolean wasKilled) {
    return new UncountedBytes(space.environment, space.order(), limit, () -> wasKilled);
  }

  /** What the downloader does, but for the record. */
  private static void land(ContentFile file, int offset, int length) throws FsException {
    file.write(ByteBuffer.wrap(BYTES, offset, length), offset);
  }

  private long unrecorded(String name) throws FsException {
    long inode = local.cloudFile(name, BYTES);
    try (ContentFile file = local.store.create(inode)) {
      land(file, 0, BYTES.length);
    }
    return inode;
  }

  @Test
  void aLocalCopyWithoutARecordedByteGoes() throws Exception {
    long inode = unrecorded("fetched");
    long synced = local.syncedFile("synced", BYTES);
    long dirty = local.localFile("dirty", BYTES);

    drop(true);

    assertThat(local.store.exists(inode)).isFalse();
    assertThat(local.store.exists(synced)).isTrue();
    assertThat(local.store.exists(dirty)).isTrue();
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
    assertThat(local.read(dirty, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void ofAFileThatIsHereInPartTheRestGoes() throws Exception {
    long inode = local.cloudFile("part", BYTES);
    local.read(inode, 2 << 20, 100);
    await().until(() -> local.row(inode).cached() > 0 && !local.files.isUsed(inode));
    long recorded = local.row(inode).cached();
    try (ContentFile file = local.store.open(inode)) {
      land(file, 0, 1 << 20);
    }

    drop(true);

    assertThat(local.store.allocated(List.of(inode)).get(inode)).isLessThan(recorded + 100_000);
    assertThat(local.row(inode).cached()).isEqualTo(recorded);
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
  }

  private long allocated(long inode) throws FsException {
    return local.store.allocated(List.of(inode)).getOrDefault(inode, 0L);
  }

  @Test
  void ofWhatSomebodyUsesNothingStaysThatNobodyCounts() throws Exception {
    long inode = unrecorded("used");
    try (OpenFiles.Use use = local.files.use(inode)) {
      drop(true);
      assertThat(local.store.exists(use.file().inode())).isTrue();
      assertThat(allocated(inode)).isZero();
      assertThat(LocalSide.read(use, 0, BYTES.length)).isEqualTo(BYTES);
    }
  }

  @Test
  void ofWhatSomebodyUsesInPartTheRestGoes() throws Exception {
    long inode = local.cloudFile("part", BYTES);
    local.read(inode, 2 << 20, 100);
    await().until(() -> local.row(inode).cached() > 0 && !local.files.isUsed(inode));
    long recorded = local.row(inode).cached();
    try (OpenFiles.Use use = local.files.use(inode)) {
      try (ContentFile file = local.store.open(inode)) {
        land(file, 0, 1 << 20);
      }
      drop(true);
      assertThat(allocated(inode)).isEqualTo(recorded);
      assertThat(LocalSide.read(use, 0, BYTES.length)).isEqualTo(BYTES);
    }
  }

  @Test
  void underALimitNothingComesBeforeTheyHaveGone() throws Exception {
    unrecorded("fetched");
    ExecutorService program = Executors.newFixedThreadPool(2);
    try (CacheLimit limit = space.limit(OptionalLong.of(BYTES.length))) {
      UncountedBytes uncounted = uncounted(limit, true);
      uncounted.begin();
      AtomicBoolean landed = new AtomicBoolean();
      Future<?> read =
          program.submit(() -> attempt(() -> limit.admit(1, READER, () -> landed.set(true))));
      Future<?> write = program.submit(() -> attempt(() -> limit.admitsWrite(1)));
      assertThatThrownBy(() -> read.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(write.isDone()).isFalse();
      assertThat(landed).isFalse();

      uncounted.drop();

      read.get();
      write.get();
      assertThat(landed).isTrue();
    } finally {
      program.shutdown();
    }
  }

  private interface Attempt {
    void run() throws FsException;
  }

  private static Object attempt(Attempt attempt) throws FsException {
    attempt.run();
    return attempt;
  }

  @Test
  void whatIsClosedBeforeItWasRecordedLeavesNothing() throws Exception {
    space.close();
    space = SpaceFixture.recordingAfter(directory.resolve("slow"), Duration.ofHours(1));
    local = space.local;
    long inode = local.cloudFile("part", BYTES);
    local.read(inode, 2 << 20, 100);
    assertThat(allocated(inode)).isPositive();
    assertThat(local.files.bytesAheadOfIndex()).isPositive();

    local.downloader.letGo(inode);

    await().until(() -> !local.files.isUsed(inode));
    assertThat(local.files.bytesAheadOfIndex()).isZero();
    assertThat(allocated(inode)).isZero();
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void nobodyLooksAfterAnEndInOrder() throws Exception {
    long inode = unrecorded("fetched");

    drop(false);

    assertThat(local.store.exists(inode)).isTrue();
  }
}
