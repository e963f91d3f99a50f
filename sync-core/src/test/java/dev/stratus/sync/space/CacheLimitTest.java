package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.content.Room;
import dev.stratus.sync.download.LocalSide;
import dev.stratus.sync.download.Urgency;
import dev.stratus.sync.index.CachedBytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheLimitTest {

  private static final int SIZE = 25 * 4096;
  private static final int PIECE = 128 << 10;

  @TempDir Path directory;
  private SpaceFixture space;

  @BeforeEach
  void begin() throws FsException {
    space = new SpaceFixture(directory);
  }

  @AfterEach
  void end() throws FsException {
    space.close();
  }

  @Test
  void whatWasOpenedLongestAgoGoesFirst() throws Exception {
    long recent = space.aged("recent", SIZE, 1);
    long oldest = space.aged("oldest", SIZE, 9);
    long old = space.aged("old", SIZE, 5);

    try (CacheLimit limit = space.limit(OptionalLong.of(2 * SIZE))) {
      limit.keep(0, 0);
      // 15/16 of the limit: one of three would leave exactly the limit.
      assertThat(space.isHere(oldest)).isFalse();
      assertThat(space.isHere(old)).isFalse();
      assertThat(space.isHere(recent)).isTrue();
      assertThat(limit.usedBytes()).isEqualTo(SIZE);
    }
  }

  @Test
  void nothingGoesBelowTheLimit() throws Exception {
    long inode = space.aged("kept", SIZE, 9);
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      limit.keep(0, 0);
      assertThat(space.isHere(inode)).isTrue();
    }
  }

  @Test
  void dirtyAndOpenFilesStayHoweverOld() throws Exception {
    long dirty = space.local.localFile("dirty", LocalSide.bytes(SIZE, 1));
    long open = space.aged("open", SIZE, 9);
    long other = space.aged("other", SIZE, 5);
    try (CacheLimit limit = space.limit(OptionalLong.of(1));
        OpenFiles.Use use = space.local.files.use(open)) {
      limit.keep(0, 0);
      assertThat(use.file().isComplete()).isTrue();
      assertThat(space.isHere(dirty)).isTrue();
      assertThat(space.isHere(open)).isTrue();
      assertThat(space.isHere(other)).isFalse();
    }
  }

  @Test
  void afterAFruitlessLookWhatHasComeSinceIsEnoughForAnotherOne() throws Exception {
    long now = System.nanoTime();
    space.ticker = () -> now;
    space.local.localFile("dirty", LocalSide.bytes(2 * SIZE, 1));
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      assertThat(limit.keep(0, 0)).isZero();
      long inode = space.aged("came", SIZE, 9);
      assertThat(limit.keep(0, 0)).isEqualTo(SIZE);
      assertThat(space.isHere(inode)).isFalse();
    }
  }

  @Test
  void whatGoesCountsUntilTheDiskHasForgottenItToo() throws Exception {
    space.aged("going", SIZE, 9);
    List<CacheLimit> limits = new ArrayList<>();
    List<Long> meanwhile = new ArrayList<>();
    Evictor evictor =
        new Evictor(space.environment, inode -> meanwhile.add(limits.get(0).usedBytes()));
    CacheLimit.Order order = new CacheLimit.Order(evictor, space.parts, space.visits);
    CacheBounds bounds = new CacheBounds(OptionalLong.of(1), 0);
    Disk disk = Disk.below(space.local.store);
    try (CacheLimit limit = new CacheLimit(space.environment, order, bounds, disk)) {
      limits.add(limit);
      limit.keep(0, 0);
      assertThat(meanwhile).containsExactly((long) SIZE);
      assertThat(limit.usedBytes()).isZero();
    }
  }

  @Test
  void bytesThatComeWakeIt() throws Exception {
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      limit.start();
      long inode = space.aged("arrived", 2 * SIZE, 1);
      limit.arrived(2 * SIZE);
      await().until(() -> !space.isHere(inode));
    }
  }

  @Test
  void theDiskIsKeptFreeForOthers() throws Exception {
    long recent = space.aged("recent", SIZE, 1);
    long oldest = space.aged("oldest", SIZE, 9);
    FakeDisk disk = new FakeDisk(100 * SIZE, 10 * SIZE);
    CacheBounds bounds = CacheBounds.none().withMinFree(10 * SIZE);
    try (CacheLimit limit = space.limit(bounds, disk)) {
      limit.keep(0, 0);
      assertThat(space.isHere(oldest)).as("enough is free").isTrue();

      disk.free = 10 * SIZE - 1;
      limit.keep(0, 0);
      assertThat(space.isHere(oldest)).isFalse();
      assertThat(space.isHere(recent)).isTrue();
    }
  }

  @Test
  void aProgramThatFillsTheDiskWakesIt() throws Exception {
    long inode = space.aged("old", SIZE, 3);
    FakeDisk disk = new FakeDisk(100 * SIZE, 0);
    try (CacheLimit limit = space.limit(CacheBounds.none().withMinFree(SIZE), disk)) {
      limit.start();
      await().until(() -> !space.isHere(inode));
    }
  }

  @Test
  void roomIsMadeAlsoWithoutALimit() throws Exception {
    long inode = space.aged("old", SIZE, 3);
    try (CacheLimit limit = space.limit(OptionalLong.empty())) {
      assertThat(limit.makeRoom(1)).isTrue();
      assertThat(space.isHere(inode)).isFalse();
      assertThat(limit.makeRoom(1)).isFalse();
    }
  }

  /** What a program reads, and how much of the disk its local copy took at most meanwhile. */
  private long mostWhileReading(long inode, byte[] expected) throws Exception {
    long most = 0;
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try (OpenFiles.Use use = space.local.files.use(inode)) {
      for (int offset = 0; offset < expected.length; offset += PIECE) {
        int count = use.file().read(piece.clear(), offset);
        assertThat(Arrays.copyOf(piece.array(), count))
            .isEqualTo(Arrays.copyOfRange(expected, offset, offset + count));
        most = Math.max(most, allocated(inode));
      }
    }
    return most;
  }

  private long allocated(long inode) throws Exception {
    return space.local.store.allocated(List.of(inode)).getOrDefault(inode, 0L);
  }

  @Test
  void aColdReadOfManyTimesTheLimitKeepsIt() throws Exception {
    space.close();
    int bytes = 4 << 20;
    space = SpaceFixture.within(directory.resolve("cold"), bytes);
    byte[] video = LocalSide.bytes(6 * bytes, 1);
    long inode = space.local.cloudFile("video", video);
    try (CacheLimit limit = space.limit(OptionalLong.of(bytes))) {
      space.local.room.set(limit);
      limit.start();
      // Landing bytes are counted a moment after they were admitted.
      long tolerance = bytes / 8;
      assertThat(mostWhileReading(inode, video)).isLessThanOrEqualTo(bytes + tolerance);
      assertThat(allocated(inode)).isLessThanOrEqualTo(bytes + tolerance);
      assertThat(mostWhileReading(inode, video)).isLessThanOrEqualTo(bytes + tolerance);
    }
  }

  @Test
  void whatIsReadAgainAndAgainSurvivesAScanOfEverything() throws Exception {
    List<Long> daily = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      daily.add(space.local.syncedFile("daily " + i, LocalSide.bytes(SIZE, i)));
    }
    openAll(daily);
    space.pass(Duration.ofHours(3));
    openAll(daily);
    try (CacheLimit limit = space.limit(OptionalLong.of(10 * SIZE))) {
      for (int i = 0; i < 40; i++) {
        space.pass(Duration.ofSeconds(1));
        long scanned = space.local.cloudFile("scanned " + i, LocalSide.bytes(SIZE, 100 + i));
        openAll(List.of(scanned));
        space.local.read(scanned, 0, SIZE);
        space.local.downloader.recordNow(scanned);
        limit.keep(0, 0);
        assertThat(limit.usedBytes()).isLessThanOrEqualTo(10 * SIZE);
      }
    }
    for (long inode : daily) {
      assertThat(space.isHere(inode)).isTrue();
    }
  }

  @Test
  void aSecondOpeningInAMomentIsNoSecondVisit() throws Exception {
    long inode = space.local.syncedFile("thumbnail", LocalSide.bytes(SIZE, 1));
    openAll(List.of(inode));
    space.pass(Duration.ofSeconds(2));
    openAll(List.of(inode));
    assertThat(space.local.index.cachedBytes().again()).isZero();
    space.pass(Duration.ofMinutes(2));
    openAll(List.of(inode));
    assertThat(space.local.index.cachedBytes().again()).isEqualTo(SIZE);
    space.evictor.evict(inode);
    assertThat(space.local.index.cachedBytes()).isEqualTo(new CachedBytes(0, 0, 0));
  }

  private void openAll(List<Long> inodes) throws FsException {
    inodes.forEach(space.visits::visited);
    space.visits.flush();
  }

  @Test
  void whatIsOpenedMostOftenGoesInTheEnd() throws Exception {
    long inode = space.local.syncedFile("daily", LocalSide.bytes(SIZE, 1));
    openAll(List.of(inode));
    space.pass(Duration.ofHours(1));
    openAll(List.of(inode));
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE / 2))) {
      limit.keep(0, 0);
      assertThat(space.isHere(inode)).isFalse();
    }
  }

  @Test
  void nothingGoesForAGuessAndAReaderIsNeverRefused() throws Exception {
    long inode = space.aged("here", SIZE, 3);
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      assertThatExceptionOfType(FsException.class)
          .isThrownBy(() -> limit.admit(SIZE, Urgency.SCAN, () -> {}))
          .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));
      assertThat(space.isHere(inode)).isTrue();
      limit.admit(SIZE, Urgency.READER, () -> {});
      assertThat(space.isHere(inode)).isFalse();
      limit.admit(5 * SIZE, Urgency.READER, () -> {});
    }
  }

  @Test
  void smallFilesCountWithTheRoomThatTheyTake() throws Exception {
    List<Long> inodes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inodes.add(space.aged("small " + i, 100, 20 - i));
    }
    try (CacheLimit limit = space.limit(OptionalLong.of(16 * 4096))) {
      assertThat(limit.usedBytes()).isEqualTo(20 * 4096);
      limit.keep(0, 0);
      assertThat(space.local.store.allocated(inodes)).hasSize(12);
      assertThat(limit.usedBytes()).isEqualTo(12 * 4096);
    }
    space.close();
    space = new SpaceFixture(directory);
    assertThat(space.local.index.cachedBytes()).isEqualTo(new CachedBytes(1200, 0, 12 * 4096));
  }

  @Test
  void whatComesCountsBeforeItIsHere() throws Exception {
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      limit.admit(
          SIZE,
          Urgency.READER,
          () -> {
            assertThat(limit.usedBytes()).isEqualTo(SIZE);
            assertThatExceptionOfType(FsException.class)
                .isThrownBy(() -> limit.admit(1, Urgency.READ_AHEAD, () -> {}));
          });
      assertThat(limit.usedBytes()).isZero();
    }
  }

  @Test
  void aCopyCountsAsLongAsItIsThereAndLocalCopiesGoForIt() throws Exception {
    long inode = space.aged("here", SIZE, 3);
    try (CacheLimit limit = space.limit(OptionalLong.of(2 * SIZE))) {
      Room room = limit.takeRoom(2 * SIZE).orElseThrow();
      assertThat(space.isHere(inode)).isFalse();
      assertThat(limit.usedBytes()).isEqualTo(2 * SIZE);
      assertThat(limit.takeRoom(1)).isEmpty();
      assertThat(limit.usedBytes()).isEqualTo(2 * SIZE);
      room.close();
      assertThat(limit.usedBytes()).isZero();
    }
  }

  @Test
  void forACopyNoChangeGoes() throws Exception {
    long dirty = space.local.localFile("dirty", LocalSide.bytes(SIZE, 1));
    try (CacheLimit limit = space.limit(OptionalLong.of(2 * SIZE - 1))) {
      assertThat(limit.takeRoom(SIZE)).isEmpty();
      assertThat(limit.usedBytes()).isEqualTo(SIZE);
      assertThat(space.isHere(dirty)).isTrue();
    }
  }

  @Test
  void smallFilesThatHaveJustComeGoTooBeforeTheyWereRecorded() throws Exception {
    space.close();
    space = SpaceFixture.recordingAfter(directory.resolve("slow"), Duration.ofHours(1));
    long inode = space.local.cloudFile("half", LocalSide.bytes(2 << 20, 1));
    space.local.read(inode, 1 << 20, 1);
    try (CacheLimit limit = space.limit(OptionalLong.of(1))) {
      assertThat(space.local.row(inode).cached()).isZero();
      assertThat(limit.usedBytes()).isBetween(1L, (1L << 20) - 1);
      limit.keep(0, 0);
      assertThat(limit.usedBytes()).isZero();
      assertThat(space.local.store.exists(inode)).isFalse();
    }
  }

  @Test
  void whatComesOnADiskThatOthersFilledGoesInExchange() throws Exception {
    long inode = space.aged("old", SIZE, 3);
    FakeDisk disk = new FakeDisk(1L << 30, 10 << 20);
    try (CacheLimit limit = space.limit(CacheBounds.none().withMinFree(10 << 20), disk)) {
      limit.admit(2 << 20, Urgency.READER, () -> {});
      assertThat(space.isHere(inode)).isFalse();
    }
  }

  @Test
  void aLittleMayBeWrittenOnADiskThatOthersFilled() throws Exception {
    FakeDisk disk = new FakeDisk(1L << 30, 0);
    try (CacheLimit limit = space.limit(CacheBounds.none().withMinFree(10 << 20), disk)) {
      assertThat(limit.admitsWrite(63 << 20)).isTrue();
      assertThat(limit.admitsWrite(65 << 20)).isFalse();
    }
  }

  @Test
  void writtenBytesCountBeforeTheIndexKnowsThem() throws Exception {
    long inode = space.local.localFile("new", new byte[1]);
    try (CacheLimit limit = space.limit(OptionalLong.of(10 * SIZE));
        OpenFiles.Use use = space.local.files.use(inode)) {
      use.file().write(ByteBuffer.wrap(LocalSide.bytes(9 * SIZE, 1)), 0, false);
      assertThat(limit.usedBytes()).isEqualTo(9 * SIZE);
      assertThat(limit.admitsWrite(SIZE)).isFalse();
      use.file().settle();
      assertThat(limit.usedBytes()).isEqualTo(9 * SIZE);
    }
  }
}
