package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloaderTest {

  private static final int MIB = 1 << 20;

  private static final DownloadSettings SETTINGS =
      DownloadSettings.defaults().withRecordAfter(Duration.ofMillis(20));

  @TempDir Path directory;
  private LocalSide local;
  private ExecutorService programs;

  @BeforeEach
  void begin() throws FsException {
    local = new LocalSide(directory, new MemoryBucket(), SETTINGS);
    programs = Executors.newCachedThreadPool();
  }

  @AfterEach
  void end() throws Exception {
    local.close();
    programs.shutdown();
    assertThat(programs.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Readers give up soon from now on. */
  private void losePatience() throws FsException {
    losePatience(Duration.ofSeconds(1));
  }

  private void losePatience(Duration patience) throws FsException {
    local.close();
    local = new LocalSide(directory, new MemoryBucket(), SETTINGS.withPatience(patience));
  }

  private static void assertFails(Callable<?> read, FsFailure failure) {
    assertThatThrownBy(read::call)
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  private static void assertFails(Future<?> read, FsFailure failure) {
    assertThatThrownBy(read::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void aSmallFileComesWholeWithOneRequest() throws Exception {
    byte[] bytes = LocalSide.bytes(300_000, 1);
    long inode = local.cloudFile("small", bytes);

    assertThat(local.read(inode, 0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
    assertThat(local.read(inode, 0, 400_000)).isEqualTo(bytes);
    assertThat(local.cloud.counts().of(Verb.GET)).isOne();
    await().until(() -> local.arrived.get() == 300_000);
  }

  @Test
  void aReadSomewhereInALargeFileBringsItsBlocksOnly() throws Exception {
    byte[] bytes = LocalSide.bytes(8 * MIB + 17, 2);
    long inode = local.cloudFile("large", bytes);

    assertThat(local.read(inode, 5 * MIB + 3, 1000))
        .isEqualTo(Arrays.copyOfRange(bytes, 5 * MIB + 3, 5 * MIB + 1003));
    assertThat(local.cloud.counts().bytesDown()).isEqualTo(Blocks.SIZE);
    assertThat(local.read(inode, 8 * MIB, 1000))
        .isEqualTo(Arrays.copyOfRange(bytes, 8 * MIB, 8 * MIB + 17));
    assertThat(local.cloud.counts().bytesDown()).isEqualTo(Blocks.SIZE + 17);
  }

  @Test
  void manyReadersOfTheSameBytesShareOneFetch() throws Exception {
    byte[] bytes = LocalSide.bytes(MIB, 3);
    long inode = local.cloudFile("shared", bytes);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    List<Future<byte[]>> reads =
        IntStream.range(0, 8)
            .mapToObj(n -> programs.submit(() -> local.read(inode, n * 100L, 60_000)))
            .toList();
    await().until(() -> hang.hits() == 1);
    hang.release();

    for (int n = 0; n < 8; n++) {
      assertThat(reads.get(n).get())
          .isEqualTo(Arrays.copyOfRange(bytes, n * 100, n * 100 + 60_000));
    }
    assertThat(local.cloud.counts().of(Verb.GET)).isOne();
  }

  @Test
  void aReaderGoesOnWhileTheRestOfTheAnswerIsStillComing() throws Exception {
    byte[] bytes = LocalSide.bytes(4 * MIB, 4);
    long inode = local.cloudFile("stalled", bytes);
    local.cloud.faults().on(Verb.GET).inject(new Fault.HangAfter(2L * Blocks.SIZE));

    assertThat(local.read(inode, 0, 2 * Blocks.SIZE))
        .isEqualTo(Arrays.copyOf(bytes, 2 * Blocks.SIZE));
  }

  @Test
  void aSequentialReaderIsRunAheadWithFewRequestsOfGrowingSize() throws Exception {
    byte[] bytes = LocalSide.bytes(48 * MIB, 5);
    long inode = local.cloudFile("stream", bytes);

    try (OpenFiles.Use use = local.files.use(inode)) {
      assertThat(LocalSide.read(use, 0, 128 << 10)).isEqualTo(Arrays.copyOf(bytes, 128 << 10));
      assertThat(local.cloud.counts().of(Verb.GET)).isOne();
      assertThat(local.cloud.counts().bytesDown()).isLessThanOrEqualTo(SETTINGS.firstWindow());
      for (int offset = 128 << 10; offset < bytes.length; offset += 128 << 10) {
        assertThat(LocalSide.read(use, offset, 128 << 10))
            .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + (128 << 10)));
      }
    }
    assertThat(local.cloud.counts().bytesDown()).isEqualTo(bytes.length);
    assertThat(local.cloud.counts().of(Verb.GET)).isBetween(6, 30);
  }

  @Test
  void aReadAheadThatHangsKeepsNobodyWaiting() throws Exception {
    byte[] bytes = LocalSide.bytes(4 * MIB, 6);
    long inode = local.cloudFile("ahead", bytes);

    try (OpenFiles.Use use = local.files.use(inode)) {
      LocalSide.read(use, 0, 128 << 10);
      Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
      LocalSide.read(use, 128 << 10, 128 << 10);
      await().until(() -> hang.hits() > 0);
      assertThat(LocalSide.read(use, 0, 256 << 10)).isEqualTo(Arrays.copyOf(bytes, 256 << 10));
    }
  }

  @Test
  void aHangingServerEndsTheReadOnceAndALaterOneTriesAnew() throws Exception {
    losePatience();
    byte[] bytes = LocalSide.bytes(10_000, 7);
    long inode = local.cloudFile("hanging", bytes);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    assertFails(() -> local.read(inode, 0, 10), FsFailure.NETWORK_UNREACHABLE);
    // The kernel asks again at once, page by page: that must not wait as long as the first.
    assertFails(() -> local.read(inode, 0, 10), FsFailure.NETWORK_UNREACHABLE);
    assertThat(hang.hits()).isOne();
    hang.close();
    await()
        .atMost(Duration.ofSeconds(2))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(local.read(inode, 0, 10_000)).isEqualTo(bytes));
  }

  @Test
  void whileTheCloudAnswersNobodyTheNextFilesFailSoon() throws Exception {
    losePatience(Duration.ofSeconds(5));
    byte[] bytes = LocalSide.bytes(10_000, 7);
    long first = local.cloudFile("first", bytes);
    long second = local.cloudFile("second", bytes);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    assertFails(() -> local.read(first, 0, 10), FsFailure.NETWORK_UNREACHABLE);
    assertThat(local.silences).containsExactly(Duration.ofSeconds(5));

    assertThat(secondsOf(() -> local.read(second, 0, 10))).isBetween(1.0, 4.5);
    hang.close();
    await()
        .atMost(Duration.ofSeconds(2))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(local.read(second, 0, 10_000)).isEqualTo(bytes));
  }

  @Test
  void onceTheCloudIsBackReadsWaitForItAgain() throws Exception {
    losePatience(Duration.ofSeconds(5));
    long first = local.cloudFile("first", LocalSide.bytes(10_000, 7));
    long second = local.cloudFile("second", LocalSide.bytes(10_000, 8));
    local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    assertFails(() -> local.read(first, 0, 10), FsFailure.NETWORK_UNREACHABLE);

    local.patience.over();

    assertThat(secondsOf(() -> local.read(second, 0, 10))).isGreaterThanOrEqualTo(5);
  }

  private static double secondsOf(Callable<?> read) {
    long begin = System.nanoTime();
    assertFails(read, FsFailure.NETWORK_UNREACHABLE);
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void aBodyThatStallsEndsTheRead() throws Exception {
    losePatience();
    long inode = local.cloudFile("stall", LocalSide.bytes(200_000, 8));
    local.cloud.faults().on(Verb.GET).times(1).inject(new Fault.HangAfter(1000));

    assertFails(() -> local.read(inode, 0, 10), FsFailure.NETWORK_UNREACHABLE);
  }

  @Test
  void aCutAnswerIsAnErrorAndNeverShortOrZeroBytes() throws Exception {
    byte[] bytes = LocalSide.bytes(900_000, 9);
    long inode = local.cloudFile("cut", bytes);
    local.cloud.faults().on(Verb.GET).times(1).inject(Fault.cutAfter(100_000));

    assertFails(() -> local.read(inode, 0, 900_000), FsFailure.IO_ERROR);
    assertThat(local.read(inode, 0, 900_000)).isEqualTo(bytes);
    // The block that came before the cut is not fetched again.
    await().until(() -> local.arrived.get() == 900_000);
  }

  @Test
  void anAbsentNetworkIsToldAsSuch() throws Exception {
    long inode = local.cloudFile("absent", LocalSide.bytes(1000, 10));
    local.cloud.faults().on(Verb.GET).inject(Fault.fail(CloudFailure.UNREACHABLE));

    assertFails(() -> local.read(inode, 0, 10), FsFailure.NETWORK_UNREACHABLE);
  }

  @Test
  void anAnswerOfAnotherVersionIsAnError() throws Exception {
    long inode = local.cloudFile("lie", LocalSide.bytes(1000, 11));
    local.cloud.faults().on(Verb.GET).inject(Fault.wrongETag());

    assertFails(() -> local.read(inode, 0, 10), FsFailure.IO_ERROR);
  }

  @Test
  void anObjectThatChangedInTheCloudIsNeverMixedAndIsReported() throws Exception {
    long inode = local.cloudFile("changed", LocalSide.bytes(2 * MIB, 12));
    local.read(inode, 0, 10);
    local.cloud.bucket().write("changed", LocalSide.bytes(2 * MIB, 13), Map.of());

    assertFails(() -> local.read(inode, MIB, 10), FsFailure.IO_ERROR);
    assertThat(local.stale).extracting(object -> object.key().value()).containsExactly("changed");
  }

  @Test
  void anInterruptedProgramIsFreed() throws Exception {
    long inode = local.cloudFile("interrupt", LocalSide.bytes(1000, 14));
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    Future<byte[]> read = programs.submit(() -> local.read(inode, 0, 10));
    await().until(() -> hang.hits() == 1);

    local.interrupted.set(true);

    assertFails(read, FsFailure.INTERRUPTED);
  }

  @Test
  void bytesThatWereWrittenDuringAFetchStay() throws Exception {
    byte[] bytes = LocalSide.bytes(3 * Blocks.SIZE, 15);
    long inode = local.cloudFile("written", bytes);
    byte[] mine = LocalSide.bytes(Blocks.SIZE, 16);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    try (OpenFiles.Use use = local.files.use(inode)) {
      Future<byte[]> read = programs.submit(() -> local.read(inode, 0, 10));
      await().until(() -> hang.hits() == 1);
      use.file().write(ByteBuffer.wrap(mine), Blocks.SIZE, false);
      hang.release();
      read.get();
      System.arraycopy(mine, 0, bytes, Blocks.SIZE, Blocks.SIZE);
      assertThat(LocalSide.read(use, 0, bytes.length)).isEqualTo(bytes);
    }
    assertThat(local.cloud.counts().of(Verb.GET)).isOne();
  }

  @Test
  void aWriteIntoABlockFetchesThatBlockOnly() throws Exception {
    byte[] bytes = LocalSide.bytes(4 * MIB, 17);
    long inode = local.cloudFile("partial", bytes);

    local.write(inode, new byte[] {1, 2, 3}, 2 * MIB + 5);

    assertThat(local.cloud.counts().bytesDown()).isEqualTo(Blocks.SIZE);
    System.arraycopy(new byte[] {1, 2, 3}, 0, bytes, 2 * MIB + 5, 3);
    assertThat(local.read(inode, 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void aTruncateDuringAFetchVoidsWhatItCut() throws Exception {
    byte[] bytes = LocalSide.bytes(3 * Blocks.SIZE, 18);
    long inode = local.cloudFile("truncated", bytes);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    try (OpenFiles.Use use = local.files.use(inode)) {
      Future<byte[]> read = programs.submit(() -> local.read(inode, 0, bytes.length));
      await().until(() -> hang.hits() == 1);
      use.file().truncate(Blocks.SIZE + 100);
      use.file().truncate(bytes.length);
      hang.release();
      Arrays.fill(bytes, Blocks.SIZE + 100, bytes.length, (byte) 0);
      assertThat(read.get()).isEqualTo(bytes);
      assertThat(LocalSide.read(use, 0, bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void truncationToNothingEndsAWaitingRead() throws Exception {
    long inode = local.cloudFile("emptied", LocalSide.bytes(1000, 19));
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    try (OpenFiles.Use use = local.files.use(inode)) {
      Future<byte[]> read = programs.submit(() -> local.read(inode, 0, 10));
      await().until(() -> hang.hits() == 1);
      use.file().truncate(0);
      assertThat(read.get()).isEmpty();
    }
  }

  @Test
  void whatWasFetchedIsRecordedBehindTheReader() throws Exception {
    byte[] bytes = LocalSide.bytes(8 * MIB, 20);
    long inode = local.cloudFile("recorded", bytes);

    local.read(inode, 3 * MIB, 10);

    await().until(() -> local.row(inode).cached() == Blocks.SIZE && !local.files.isUsed(inode));
    local.read(inode, 3 * MIB, 10);
    assertThat(local.cloud.counts().of(Verb.GET)).isOne();
    assertThat(local.row(inode).isComplete()).isFalse();
  }

  @Test
  void aWholeFileIsHydratedWithProgress() throws Exception {
    byte[] bytes = LocalSide.bytes(40 * MIB, 21);
    long inode = local.cloudFile("hydrated", bytes);
    Progress progress = new Progress();

    Hydration hydration = local.downloader.hydrate(inode, Urgency.REQUESTED, progress);
    hydration.done().get(30, TimeUnit.SECONDS);

    assertThat(progress.last).hasValueSatisfying(t -> assertThat(t.size()).isEqualTo(bytes.length));
    assertThat(progress.ends).containsExactly("completed");
    assertThat(local.cloud.counts().of(Verb.GET)).isEqualTo(5);
    await().until(() -> local.row(inode).isComplete() && !local.files.isUsed(inode));
    assertThat(local.downloader.isDownloading(inode)).isFalse();
    assertThat(local.read(inode, 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void twoHydrationsShareTheirFetchesWithReaders() throws Exception {
    byte[] bytes = LocalSide.bytes(20 * MIB, 22);
    long inode = local.cloudFile("both", bytes);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());

    Hydration one = local.downloader.hydrate(inode, Urgency.REQUESTED, HydrationListener.NOBODY);
    Hydration two = local.downloader.hydrate(inode, Urgency.DIRTY, HydrationListener.NOBODY);
    Future<byte[]> read = programs.submit(() -> local.read(inode, 9 * MIB, 100));
    await().until(() -> hang.hits() == 3);
    assertThat(local.downloader.isDownloading(inode)).isTrue();
    assertThat(local.downloader.transfers()).containsExactly(new Transfer(inode, 0, bytes.length));
    hang.close();

    one.done().get(30, TimeUnit.SECONDS);
    two.done().get(30, TimeUnit.SECONDS);
    assertThat(read.get()).isEqualTo(Arrays.copyOfRange(bytes, 9 * MIB, 9 * MIB + 100));
    assertThat(local.cloud.counts().bytesDown()).isEqualTo(bytes.length);
  }

  @Test
  void aHydrationThatFailsSaysWhyAndLeavesWhatCame() throws Exception {
    long inode = local.cloudFile("failing", LocalSide.bytes(12 * MIB, 23));
    local.cloud.faults().on(Verb.GET).skip(1).inject(Fault.fail(CloudFailure.SERVER_ERROR));
    Progress progress = new Progress();

    Hydration hydration = local.downloader.hydrate(inode, Urgency.REQUESTED, progress);

    assertFails(hydration.done(), FsFailure.IO_ERROR);
    await().until(() -> progress.ends.contains("IO_ERROR"));
    await().until(() -> !local.files.isUsed(inode));
    assertThat(local.row(inode).isComplete()).isFalse();
  }

  @Test
  void aStoppedHydrationEndsInterrupted() throws Exception {
    long inode = local.cloudFile("stopped", LocalSide.bytes(2 * MIB, 24));
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    Hydration hydration =
        local.downloader.hydrate(inode, Urgency.REQUESTED, HydrationListener.NOBODY);

    hydration.cancel();

    assertFails(hydration.done(), FsFailure.INTERRUPTED);
    hang.close();
    await().until(() -> !local.files.isUsed(inode));
  }

  @Test
  void hydrationOfWhatIsHereIsDoneAtOnce() throws Exception {
    long inode = local.localFile("here", LocalSide.bytes(1000, 25));

    Hydration hydration =
        local.downloader.hydrate(inode, Urgency.REQUESTED, HydrationListener.NOBODY);

    assertThat(hydration.done()).isCompleted();
    assertThat(local.files.isUsed(inode)).isFalse();
  }

  @Test
  void lettingGoEndsTheUseOfAFileThatNobodyWaitsFor() throws Exception {
    long inode = local.cloudFile("dropped", LocalSide.bytes(8 * MIB, 26));
    Injection stall = local.cloud.faults().on(Verb.GET).inject(new Fault.HangAfter(Blocks.SIZE));
    local.read(inode, 0, 10);
    assertThat(local.files.isUsed(inode)).isTrue();

    local.downloader.letGo(inode);

    await().until(() -> !local.files.isUsed(inode));
    stall.close();
    assertThat(local.row(inode).cached()).isZero();
  }

  @Test
  void afterAReopenOnlyWhatWasRecordedCountsAsPresent() throws Exception {
    MemoryBucket bucket = local.cloud.bucket();
    byte[] bytes = LocalSide.bytes(8 * MIB, 27);
    long inode = local.cloudFile("reopened", bytes);
    local.read(inode, 2 * MIB, 10);
    await().until(() -> local.row(inode).cached() == Blocks.SIZE && !local.files.isUsed(inode));
    local.close();

    local = new LocalSide(directory, bucket, SETTINGS);
    assertThat(local.read(inode, 2 * MIB, 100))
        .isEqualTo(Arrays.copyOfRange(bytes, 2 * MIB, 2 * MIB + 100));
    assertThat(local.cloud.counts().of(Verb.GET)).isZero();
    assertThat(local.read(inode, 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void closingFreesWaitingReaders() throws Exception {
    long inode = local.cloudFile("closing", LocalSide.bytes(8 * MIB, 28));
    Injection stall = local.cloud.faults().on(Verb.GET).inject(new Fault.HangAfter(1000));
    Future<byte[]> read = programs.submit(() -> local.read(inode, 0, 10));
    await().until(() -> stall.hits() == 1);

    local.downloader.close();

    assertFails(read, FsFailure.IO_ERROR);
  }
}
