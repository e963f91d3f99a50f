package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.NarrowLine;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for bytes on a slow line has it nearly for himself. */
class SlowLineTest {

  private static final int MIB = 1 << 20;
  private static final int AT_ONCE = 128 << 10;

  /** A read of a megabyte takes a quarter of a second where nothing else comes. */
  private final NarrowLine line = new NarrowLine(4 * MIB);

  @TempDir Path directory;
  private LocalSide local;

  @BeforeEach
  void begin() throws FsException {
    local = new LocalSide(directory, new MemoryBucket(), DownloadSettings.defaults());
    local.cloud.faults().on(Verb.GET).inject(Fault.through(line));
  }

  @AfterEach
  void end() throws Exception {
    local.close();
  }

  @Test
  void whatWasFetchedAheadEndsForAProgramThatWentOnElsewhere() throws Exception {
    byte[] bytes = LocalSide.bytes(64 * MIB, 1);
    long inode = local.cloudFile("film", bytes);

    try (OpenFiles.Use use = local.files.use(inode)) {
      read(use, bytes, 0, 8 * MIB);
      long before = missing(use, 0, 32 * MIB);
      read(use, bytes, 48 * MIB, 4 * MIB);

      assertThat(before - missing(use, 0, 32 * MIB)).isLessThan(9 * MIB / 2);
    }
  }

  @Test
  void noMoreIsFetchedAheadThanKeepsTheLineFull() throws Exception {
    byte[] bytes = LocalSide.bytes(96 * MIB, 9);
    long inode = local.cloudFile("film", bytes);
    local.cloud.faults().clear();
    local.cloud.faults().on(Verb.GET).inject(Fault.through(new NarrowLine(16 * MIB)));

    try (OpenFiles.Use use = local.files.use(inode)) {
      read(use, bytes, 0, 24 * MIB);

      assertThat(missing(use, 0, 96 * MIB)).isGreaterThan(64 * MIB);
    }
  }

  @Test
  void whatEndedIsFetchedWhenTheProgramComesBack() throws Exception {
    byte[] bytes = LocalSide.bytes(24 * MIB, 2);
    long inode = local.cloudFile("back", bytes);

    try (OpenFiles.Use use = local.files.use(inode)) {
      read(use, bytes, 0, 8 * MIB);
      read(use, bytes, 20 * MIB, 4 * MIB);
      assertThat(missing(use, 8 * MIB, 16 * MIB)).isPositive();
      local.cloud.faults().clear();
      read(use, bytes, 8 * MIB, 12 * MIB);
    }
    assertThat(local.cloud.counts().bytesDown()).isLessThan(bytes.length + 2 * MIB);
  }

  @Test
  void aFileThatIsWantedWholeLeavesTheLineToAReader() throws Exception {
    byte[] bytes = LocalSide.bytes(4 * MIB, 3);
    long whole = local.cloudFile("whole", LocalSide.bytes(64 * MIB, 4));
    long read = local.cloudFile("read", bytes);
    local.downloader.hydrate(whole, Urgency.REQUESTED, HydrationListener.NOBODY);
    await().until(() -> processed(whole) > 0);

    try (OpenFiles.Use use = local.files.use(read)) {
      long before = processed(whole);
      read(use, bytes, 0, bytes.length);

      assertThat(processed(whole) - before).isLessThan(3 * MIB);
    }
  }

  @Test
  void aFarServerIsNotASlowLine() throws Exception {
    byte[] bytes = LocalSide.bytes(64 * MIB, 7);
    long read = local.cloudFile("read", bytes);
    long whole = local.cloudFile("whole", LocalSide.bytes(64 * MIB, 8));
    local.cloud.faults().clear();
    local.cloud.faults().on(Verb.GET).inject(Fault.late(Duration.ofMillis(150)));

    Hydration hydration =
        local.downloader.hydrate(whole, Urgency.REQUESTED, HydrationListener.NOBODY);
    int reads = 0;
    try (OpenFiles.Use use = local.files.use(read)) {
      while (!hydration.done().isDone()) {
        assertThat(reads).as("reads beside it").isLessThan(30);
        read(use, bytes, (reads++ * 37 % 64) * MIB, AT_ONCE);
      }
    }
    hydration.done().get();
  }

  @Test
  void aSmallFileStillComesWholeWithOneRequest() throws Exception {
    long other = local.cloudFile("other", LocalSide.bytes(MIB, 5));
    long inode = local.cloudFile("small", LocalSide.bytes(MIB, 6));
    local.read(other, 0, MIB);

    local.read(inode, 0, 10);
    local.read(inode, 200_000, 10);

    await().until(() -> local.row(inode).isComplete());
    assertThat(local.cloud.counts().of(Verb.GET)).isEqualTo(2);
  }

  private long processed(long inode) {
    return local.downloader.transfer(inode).map(Transfer::processed).orElse(0L);
  }

  private static long missing(OpenFiles.Use use, long from, long end) {
    return use.file().missing(from, end).stream().mapToLong(BlockRange::count).sum() * Blocks.SIZE;
  }

  private static void read(OpenFiles.Use use, byte[] bytes, int from, int length) throws Exception {
    for (int offset = from; offset < from + length; offset += AT_ONCE) {
      assertThat(LocalSide.read(use, offset, AT_ONCE))
          .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + AT_ONCE));
    }
  }
}
