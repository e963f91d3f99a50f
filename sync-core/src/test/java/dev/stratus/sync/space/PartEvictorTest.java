package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.LocalSide;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of files that are open, or large. */
@Timeout(60)
class PartEvictorTest {

  private static final int MIB = 1 << 20;
  private static final byte[] BYTES = LocalSide.bytes(4 * MIB + 1000, 1);

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

  private long allocated(long inode) throws FsException {
    return local.store.allocated(List.of(inode)).getOrDefault(inode, 0L);
  }

  private BlockSet recorded(long inode) throws FsException {
    return BlockSet.decode(
        local.index.read(tables -> tables.attributes().presence(inode)).orElseThrow());
  }

  @Test
  void aFileThatIsOpenForReadingLosesBlocksAndReadsBackEqual() throws Exception {
    long inode = local.syncedFile("video", BYTES);
    try (OpenFiles.Use use = local.files.use(inode)) {
      assertThat(space.parts.giveUp(inode, 2 * MIB)).isEqualTo(2 * MIB + 1000);
      assertThat(use.file().isComplete()).isFalse();
      assertThat(local.row(inode).cached()).isEqualTo(2 * MIB);
      assertThat(allocated(inode)).isLessThan(2 * MIB + 100_000);
      assertThat(LocalSide.read(use, 0, BYTES.length)).isEqualTo(BYTES);
    }
    await().until(() -> local.row(inode).isComplete());
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void aClosedFileKeepsItsBeginning() throws Exception {
    long inode = local.syncedFile("film", BYTES);
    space.parts.giveUp(inode, MIB);
    space.parts.giveUp(inode, MIB);
    assertThat(recorded(inode).runsBelow(65)).containsExactly(new BlockRange(0, 32));
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void theLastBlockMayBeAShortOne() throws Exception {
    long inode = local.syncedFile("short", BYTES);
    assertThat(space.parts.giveUp(inode, Long.MAX_VALUE)).isEqualTo(BYTES.length);
    assertThat(local.row(inode).cached()).isZero();
    assertThat(allocated(inode)).as("its last page is a hole too").isZero();
    assertThat(space.evictor.evict(inode).kept()).contains(Kept.ALREADY_CLOUD_ONLY);
    assertThat(local.read(inode, 4 * MIB, 2000))
        .isEqualTo(Arrays.copyOfRange(BYTES, 4 * MIB, BYTES.length));
  }

  @Test
  void whatChangesStaysWhole() throws Exception {
    long open = local.syncedFile("open for writing", BYTES);
    space.writers.add(open);
    long dirty = local.syncedFile("dirty", BYTES);
    local.write(dirty, new byte[] {1}, 5);
    long fresh = local.localFile("never uploaded", BYTES);
    for (long inode : List.of(open, dirty, fresh, 12345L)) {
      assertThat(space.parts.giveUp(inode, MIB)).isZero();
    }
    assertThat(local.row(fresh).isComplete()).isTrue();
  }

  @Test
  void aKillBetweenIndexAndDiskLeavesNeitherLossNorGarbage() throws Exception {
    long inode = local.syncedFile("killed", BYTES);
    local.index.change(
        change -> {
          BlockSet left = new BlockSet();
          left.add(32, 65);
          change.putPresence(inode, left.encode());
          change.putMeta("punching", Long.toString(inode));
          long generation = change.require(inode).contentGeneration();
          return change.put(
              change
                  .require(inode)
                  .edit()
                  .base(generation, BYTES.length)
                  .cached(2 * MIB + 1000)
                  .done());
        });
    assertThat(allocated(inode)).isGreaterThanOrEqualTo(4 * MIB);

    space.parts.finish();

    assertThat(allocated(inode)).isLessThan(2 * MIB + 100_000);
    assertThat(local.index.<Boolean>read(tables -> tables.meta().get("punching").isEmpty()))
        .isTrue();
    assertThat(local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Test
  void aSyncThatRunsMeanwhileDoesNotCallHolesPresent() throws Exception {
    long inode = local.cloudFile("syncing", BYTES);
    try (OpenFiles.Use use = local.files.use(inode)) {
      assertThat(LocalSide.read(use, 0, BYTES.length)).isEqualTo(BYTES);
      ExecutorService chores = Executors.newFixedThreadPool(2);
      try {
        for (int round = 0; round < 20; round++) {
          Future<?> sync = chores.submit(() -> sync(use));
          Future<?> whole = chores.submit(() -> local.files.recordWhole(List.of(use.file())));
          space.parts.giveUp(inode, MIB);
          sync.get();
          whole.get();
          assertNoHoleIsPresent(inode);
          assertThat(LocalSide.read(use, 0, BYTES.length)).isEqualTo(BYTES);
        }
      } finally {
        chores.shutdown();
      }
    }
  }

  private static Collection<?> sync(OpenFiles.Use use) throws FsException {
    use.file().syncContent();
    return List.of();
  }

  /** What the index calls here is what the object has. */
  private void assertNoHoleIsPresent(long inode) throws FsException {
    if (local.row(inode).isComplete()) {
      assertHolds(inode, 0, BYTES.length);
      return;
    }
    recorded(inode)
        .runsBelow(65)
        .forEach(
            run -> {
              try {
                assertHolds(inode, run.first() << 16, Math.min(BYTES.length, run.end() << 16));
              } catch (FsException e) {
                throw new AssertionError(e);
              }
            });
  }

  private void assertHolds(long inode, long from, long end) throws FsException {
    try (ContentFile content = local.store.open(inode)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
      content.read(bytes, from);
      assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(BYTES, (int) from, (int) end));
    }
  }

  @Test
  void whatAReaderWaitsForStays() throws Exception {
    byte[] large = LocalSide.bytes(8 * MIB, 3);
    long inode = local.cloudFile("waiting", large);
    local.read(inode, 0, 64 << 10);
    await().until(() -> !local.downloader.isDownloading(inode));
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    ExecutorService program = Executors.newSingleThreadExecutor();
    try {
      Future<byte[]> read = program.submit(() -> local.read(inode, 0, 2 * MIB));
      await().until(() -> hang.hits() > 0);
      space.parts.giveUp(inode, Long.MAX_VALUE);
      assertThat(local.files.live(inode).orElseThrow().cached()).isPositive();
      hang.release();
      assertThat(read.get()).isEqualTo(Arrays.copyOf(large, 2 * MIB));
    } finally {
      program.shutdown();
    }
  }

  @Test
  void aDiskWithoutHolesLosesNothing() throws Exception {
    Path other = Files.createDirectory(directory.resolve("no-holes"));
    try (SpaceFixture flat =
        new SpaceFixture(
            other,
            new MemoryBucket(),
            (file, offset, length) -> {
              throw new IOException("Operation not supported");
            })) {
      long inode = flat.local.syncedFile("flat", BYTES);
      assertThat(flat.parts.giveUp(inode, MIB)).isZero();
      assertThat(flat.parts.giveUp(inode, MIB)).isZero();
      assertThat(flat.local.read(inode, 0, BYTES.length)).isEqualTo(BYTES);
    }
  }
}
