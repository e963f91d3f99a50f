package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpenFileTest {

  private static final int BLOCK = Blocks.SIZE;

  @TempDir Path directory;
  private ContentFixture content;

  @BeforeEach
  void begin() throws FsException {
    content = new ContentFixture(directory);
  }

  @AfterEach
  void end() throws FsException {
    content.close();
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private static void assertFails(ThrowingCallable call, FsFailure failure) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  /** Leaves the process as kill -9 would, and begins anew. */
  private void kill() throws FsException {
    content.kill();
    content = new ContentFixture(directory);
  }

  @Test
  void writingIsBegunInTheIndexBeforeTheFirstByteAndSettledAtTheLastClose() throws Exception {
    long inode = content.newFile();
    long before = content.row(inode).contentGeneration();
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(bytes(1, 2, 3), 0, false);
      assertThat(content.row(inode).isWriting()).isTrue();
      assertThat(content.row(inode).contentGeneration()).isEqualTo(before + 1);
      assertThat(content.isPending(inode)).isTrue();
      assertThat(use.file().live().size()).isEqualTo(3);
      use.file().write(bytes(4), 3, false);
      assertThat(content.row(inode).contentGeneration()).isEqualTo(before + 1);
    }
    Inode row = content.row(inode);
    assertThat(row.isWriting()).isFalse();
    assertThat(row.size()).isEqualTo(4);
    assertThat(row.cached()).isEqualTo(4);
    assertThat(content.read(inode)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void eachRestBetweenWritesMakesAnotherGeneration() throws Exception {
    long inode = content.newFile();
    content.write(inode, 0, 1);
    long first = content.row(inode).contentGeneration();
    String contentId = content.row(inode).contentId();
    content.write(inode, 0, 2);
    assertThat(content.row(inode).contentGeneration()).isEqualTo(first + 1);
    assertThat(content.row(inode).contentId()).isNotEqualTo(contentId);
  }

  @Test
  void appendsOfSeveralThreadsNeverOverlap() throws Exception {
    long inode = content.newFile();
    ExecutorService programs = Executors.newFixedThreadPool(4);
    try (OpenFiles.Use use = content.files.use(inode)) {
      Future<?>[] all = new Future<?>[4];
      for (int i = 0; i < all.length; i++) {
        byte value = (byte) (i + 1);
        all[i] =
            programs.submit(
                () -> {
                  for (int n = 0; n < 100; n++) {
                    use.file().write(bytes(value, value), 0, true);
                  }
                  return value;
                });
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      programs.shutdown();
    }
    int[] counts = new int[5];
    for (byte value : content.read(inode)) {
      counts[value]++;
    }
    assertThat(counts).containsExactly(0, 200, 200, 200, 200);
  }

  @Test
  void afterAKillTheContentFileTellsWhatWasAnswered() throws Exception {
    long inode = content.newFile();
    content.files.use(inode).file().write(bytes(5, 6, 7), 0, false);

    kill();

    assertThat(content.row(inode).isWriting()).isTrue();
    try (OpenFiles.Use use = content.files.use(inode)) {
      assertThat(use.file().live().size()).isEqualTo(3);
    }
    assertThat(content.row(inode).isWriting()).isFalse();
    assertThat(content.row(inode).size()).isEqualTo(3);
    assertThat(content.read(inode)).containsExactly(5, 6, 7);
  }

  @Test
  void afterAKillACutFileIsCut() throws Exception {
    long inode = content.newFile();
    content.write(inode, 0, 1, 2, 3, 4);
    content.files.use(inode).file().truncate(2);

    kill();

    assertThat(content.row(inode).size()).isEqualTo(2);
    assertThat(content.read(inode)).containsExactly(1, 2);
  }

  @Test
  void aFileThatGrowsByTruncateReadsAsZeros() throws Exception {
    long inode = content.newFile();
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().truncate(5);
      use.file().write(bytes(9), 2, false);
    }
    assertThat(content.read(inode)).containsExactly(0, 0, 9, 0, 0);
    kill();
    assertThat(content.read(inode)).containsExactly(0, 0, 9, 0, 0);
  }

  @Test
  void aCloudOnlyFileThatGrowsIsStillFetched() throws Exception {
    byte[] base = random(BLOCK + 10, 1);
    long inode = content.cloudFile(base);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().truncate(2L * BLOCK);
    }
    kill();
    content.serve(inode, base);
    assertThat(content.read(inode)).isEqualTo(Arrays.copyOf(base, 2 * BLOCK));
  }

  @Test
  void aFileThatWasCutToNothingNeedsNoFetch() throws Exception {
    long inode = content.cloudFile(random(3 * BLOCK, 2));
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().truncate(0);
      use.file().write(bytes(1), 0, false);
    }
    assertThat(content.read(inode)).containsExactly(1);
    assertThat(content.required).isEmpty();
  }

  @Test
  void aWholeBlockIsOverwrittenWithoutAFetch() throws Exception {
    byte[] base = random(4 * BLOCK, 3);
    long inode = content.cloudFile(base);
    byte[] mine = random(2 * BLOCK, 4);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(ByteBuffer.wrap(mine), BLOCK, false);
    }
    assertThat(content.required).isEmpty();
    assertThat(content.row(inode).cached()).isEqualTo(2L * BLOCK);
    kill();
    content.serve(inode, base);
    System.arraycopy(mine, 0, base, BLOCK, mine.length);
    assertThat(content.read(inode)).isEqualTo(base);
  }

  @Test
  void theLastPartialBlockIsOverwrittenWithoutAFetch() throws Exception {
    byte[] base = random(BLOCK + 10, 5);
    long inode = content.cloudFile(base);
    content.write(inode, BLOCK, new int[20]);
    assertThat(content.required).isEmpty();
  }

  @Test
  void aPartialWriteFetchesTheBlocksAtItsEdges() throws Exception {
    byte[] base = random(4 * BLOCK, 6);
    long inode = content.cloudFile(base);
    content.serve(inode, base);
    byte[] mine = random(2 * BLOCK, 7);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(ByteBuffer.wrap(mine), BLOCK / 2, false);
    }
    assertThat(content.required).containsExactly(0L, 2L * BLOCK);
    System.arraycopy(mine, 0, base, BLOCK / 2, mine.length);
    assertThat(content.read(inode)).isEqualTo(base);
  }

  @Test
  void fetchedBytesCountAsPresentOnlyAfterASync() throws Exception {
    byte[] base = random(2 * BLOCK, 8);
    long inode = content.cloudFile(base);
    content.serve(inode, base);
    content.files.use(inode).file().read(ByteBuffer.allocate(10), 0);
    assertThat(content.row(inode).cached()).isZero();

    kill();

    content.serve(inode, base);
    OpenFiles.Use use = content.files.use(inode);
    use.file().read(ByteBuffer.allocate(10), 0);
    assertThat(content.required).containsExactly(0L);
    use.file().sync();
    assertThat(content.row(inode).cached()).isEqualTo(BLOCK);

    kill();

    content.read(inode, 0, 10);
    assertThat(content.required).isEmpty();
  }

  @Test
  void aCompleteFileForgetsItsBase() throws Exception {
    byte[] base = random(BLOCK + 1, 9);
    long inode = content.cloudFile(base);
    content.serve(inode, base);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().read(ByteBuffer.allocate(2 * BLOCK), 0);
      assertThat(use.file().isComplete()).isTrue();
      use.file().sync();
    }
    assertThat(content.row(inode).isComplete()).isTrue();
    assertThat(content.row(inode).baseLimit()).isZero();
    assertThat(content.presence(inode)).isEmpty();
  }

  @Test
  void bytesOfAnotherBaseDoNotLand() throws Exception {
    long inode = content.cloudFile(random(BLOCK, 10));
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().land(use.file().baseGeneration() + 1, 0, ByteBuffer.allocate(BLOCK));
      assertThat(use.file().missing(0, BLOCK)).isNotEmpty();
      assertThat(content.store.exists(inode)).isFalse();
    }
  }

  @Test
  void bytesBeyondWhatWasCutDoNotLand() throws Exception {
    byte[] base = random(2 * BLOCK, 11);
    long inode = content.cloudFile(base);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().truncate(100);
      use.file().truncate(2L * BLOCK);
      use.file().land(1, 0, ByteBuffer.wrap(base));
      assertThat(use.file().isComplete()).isTrue();
      byte[] expected = Arrays.copyOf(Arrays.copyOf(base, 100), 2 * BLOCK);
      assertThat(ContentFixture.read(use, 0, 3 * BLOCK)).isEqualTo(expected);
    }
  }

  @Test
  void aLocalCopyThatDisappearedIsAnErrorAndNeverZeros() throws Exception {
    long inode = content.newFile();
    content.write(inode, 0, 1, 2, 3);
    content.store.delete(inode);
    assertFails(() -> content.read(inode), FsFailure.IO_ERROR);
  }

  @Test
  void offsetsThatNoFileHasAreRefused() throws Exception {
    long inode = content.newFile();
    try (OpenFiles.Use use = content.files.use(inode)) {
      assertFails(
          () -> use.file().write(bytes(1), FileBody.MAX_SIZE, false), FsFailure.FILE_TOO_LARGE);
      assertFails(() -> use.file().truncate(FileBody.MAX_SIZE + 1), FsFailure.FILE_TOO_LARGE);
    }
    assertThat(content.row(inode).size()).isZero();
  }

  @Test
  void aFrozenFileIsStillThatUntilItChanges() throws Exception {
    long inode = content.newFile();
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(bytes(1, 2), 0, false);
      Frozen frozen = use.file().freeze();
      assertThat(frozen.size()).isEqualTo(2);
      assertThat(content.row(inode).isWriting()).isFalse();
      assertThat(use.file().isStill(frozen.generation())).isTrue();
      use.file().write(bytes(3), 0, false);
      assertThat(use.file().isStill(frozen.generation())).isFalse();
    }
  }

  @Test
  void aCopyForAnUploadTakesRoomAsLongAsItIsThere() throws Exception {
    long inode = content.newFile();
    content.room.set(2 * 4096);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(bytes(1, 2), 0, false);
      Frozen copy = use.file().snapshot();
      assertThat(content.room).hasValue(4096);
      use.file().write(bytes(3, 4, 5), 0, false);
      assertThat(copy.isCopy()).isTrue();
      assertThat(copy.file().size()).isEqualTo(2);
      copy.close();
      assertThat(content.room).hasValue(2 * 4096);
    }
  }

  @Test
  void whereThereIsNoRoomForACopyAnUploadGetsTheFileItself() throws Exception {
    long inode = content.newFile();
    content.room.set(0);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(bytes(1, 2), 0, false);
      try (Frozen frozen = use.file().snapshot()) {
        assertThat(frozen.isCopy()).isFalse();
        assertThat(frozen.size()).isEqualTo(2);
      }
    }
  }

  @Test
  void aCopyThatCannotBeMadeTakesNoRoom() throws Exception {
    long inode = content.cloudFile(random(BLOCK, 12));
    content.room.set(BLOCK);
    try (OpenFiles.Use use = content.files.use(inode)) {
      assertFails(() -> use.file().snapshot(), FsFailure.TRY_AGAIN);
      assertThat(content.room).hasValue(BLOCK);
    }
  }

  @Test
  void aPartlyPresentFileIsNotFrozen() throws Exception {
    long inode = content.cloudFile(random(BLOCK, 12));
    try (OpenFiles.Use use = content.files.use(inode)) {
      assertFails(() -> use.file().freeze(), FsFailure.TRY_AGAIN);
    }
  }

  @Test
  void oneFileIsSharedByAllThatUseItAndClosedByTheLast() throws Exception {
    long inode = content.newFile();
    OpenFiles.Use one = content.files.use(inode);
    OpenFiles.Use other = content.files.use(inode);
    assertThat(one.file()).isSameAs(other.file());
    assertThat(content.files.users(inode)).isEqualTo(2);
    one.close();
    one.close();
    assertThat(content.files.isUsed(inode)).isTrue();
    other.close();
    assertThat(content.files.isUsed(inode)).isFalse();
    assertThat(content.files.live(inode)).isEmpty();
  }

  @Test
  void nobodyMayBeginToUseAFileWhileItIsHeldUnused() throws Exception {
    long inode = content.newFile();
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService programs = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> holder =
          programs.submit(
              () ->
                  content.files.whileUnused(
                      inode,
                      () -> {
                        began.countDown();
                        awaitLatch(end);
                      }));
      began.await();
      Future<OpenFiles.Use> opener = programs.submit(() -> content.files.use(inode));
      assertThat(opener.isDone()).isFalse();
      end.countDown();
      assertThat(holder.get()).isTrue();
      try (OpenFiles.Use use = opener.get()) {
        assertThat(content.files.whileUnused(inode, () -> {})).isFalse();
        assertThat(use.file().inode()).isEqualTo(inode);
      }
    } finally {
      programs.shutdown();
    }
  }

  private static void awaitLatch(CountDownLatch latch) throws FsException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new FsException(FsFailure.INTERRUPTED, "the test ends", e);
    }
  }

  @Test
  void aReaderIsWokenWhenItsBytesLand() throws Exception {
    byte[] base = random(BLOCK, 13);
    long inode = content.cloudFile(base);
    ExecutorService programs = Executors.newSingleThreadExecutor();
    try (OpenFiles.Use use = content.files.use(inode)) {
      Future<Boolean> wait =
          programs.submit(() -> use.file().awaitPresent(0, BLOCK, 30_000_000_000L));
      await().until(() -> !wait.isDone());
      use.file().land(1, 0, ByteBuffer.wrap(base));
      assertThat(wait.get()).isTrue();
    } finally {
      programs.shutdown();
    }
  }

  /** Random operations, kills included, against an array. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomOperationsGiveWhatAnArrayWouldGive(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] base = random(5 * BLOCK + random.nextInt(BLOCK), seed);
    long inode = content.cloudFile(base);
    content.serve(inode, base);
    byte[] model = base.clone();
    OpenFiles.Use use = content.files.use(inode);
    for (int step = 0; step < 120; step++) {
      int offset = random.nextInt(7 * BLOCK);
      int length = 1 + random.nextInt(random.nextBoolean() ? 100 : 2 * BLOCK);
      switch (random.nextInt(8)) {
        case 0 -> {
          use.file().truncate(offset);
          model = Arrays.copyOf(model, offset);
        }
        case 1 -> use.file().sync();
        case 2 -> use.file().settle();
        case 3 -> {
          if (random.nextBoolean()) {
            use.close();
          } else {
            kill();
            content.serve(inode, base);
          }
          use = content.files.use(inode);
        }
        case 4, 5 -> {
          byte[] mine = random(length, step);
          use.file().write(ByteBuffer.wrap(mine), offset, false);
          model = Arrays.copyOf(model, Math.max(model.length, offset + length));
          System.arraycopy(mine, 0, model, offset, length);
        }
        default ->
            assertThat(ContentFixture.read(use, offset, length))
                .isEqualTo(cut(model, offset, length));
      }
      assertThat(use.file().live().size()).isEqualTo(model.length);
    }
    assertThat(ContentFixture.read(use, 0, model.length + 1)).isEqualTo(model);
    use.close();
    assertThat(content.row(inode).size()).isEqualTo(model.length);
  }

  private static byte[] cut(byte[] bytes, int offset, int length) {
    return offset >= bytes.length
        ? new byte[0]
        : Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + length));
  }

  @Test
  void theContentFileHasNoMoreThanTheFile() throws Exception {
    long inode = content.newFile();
    content.write(inode, 0, 1, 2, 3, 4);
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().truncate(2);
    }
    assertThat(Files.size(content.store.path(inode))).isEqualTo(2);
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void syncReachesBytesThatAFormerUseWrote() throws Exception {
    long inode = content.newFile();
    try (OpenFiles.Use use = content.files.use(inode)) {
      use.file().write(bytes(1, 2, 3), 0, false);
    }
    // A content file that cannot be opened shows whether it is asked at all.
    Path local = content.store.path(inode);
    Files.delete(local);
    Files.createDirectory(local);
    try (OpenFiles.Use use = content.files.use(inode)) {
      assertFails(() -> use.file().sync(), FsFailure.IO_ERROR);
    }
    assertThat(content.row(inode).syncedGeneration())
        .isLessThan(content.row(inode).contentGeneration());
  }
}
