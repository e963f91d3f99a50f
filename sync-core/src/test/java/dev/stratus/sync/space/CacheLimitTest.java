package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.LocalSide;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheLimitTest {

  private static final int SIZE = 100_000;

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
      limit.enforce();
      // 95 % of the limit: one of three would leave exactly the limit.
      assertThat(space.isHere(oldest)).isFalse();
      assertThat(space.isHere(old)).isFalse();
      assertThat(space.isHere(recent)).isTrue();
      assertThat(limit.cachedBytes()).isEqualTo(SIZE);
    }
  }

  @Test
  void nothingGoesBelowTheLimit() throws Exception {
    long inode = space.aged("kept", SIZE, 9);
    try (CacheLimit limit = space.limit(OptionalLong.of(SIZE))) {
      limit.enforce();
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
      limit.enforce();
      assertThat(use.file().isComplete()).isTrue();
      assertThat(space.isHere(dirty)).isTrue();
      assertThat(space.isHere(open)).isTrue();
      assertThat(space.isHere(other)).isFalse();
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
      limit.freeDisk();
      assertThat(space.isHere(oldest)).as("enough is free").isTrue();

      disk.free = 10 * SIZE - 1;
      limit.freeDisk();
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
}
