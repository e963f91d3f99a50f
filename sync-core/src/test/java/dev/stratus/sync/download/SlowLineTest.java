package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.NarrowLine;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import java.nio.file.Path;
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
      long before = local.cloud.counts().bytesDown();
      read(use, bytes, 48 * MIB, 2 * MIB);

      // What it reads and its own read-ahead; three times as much came with that of the other
      // place.
      assertThat(local.cloud.counts().bytesDown() - before).isLessThan(9 * MIB / 2);
    }
  }

  @Test
  void whatEndedIsFetchedWhenTheProgramComesBack() throws Exception {
    byte[] bytes = LocalSide.bytes(24 * MIB, 2);
    long inode = local.cloudFile("back", bytes);

    try (OpenFiles.Use use = local.files.use(inode)) {
      read(use, bytes, 0, 2 * MIB);
      read(use, bytes, 16 * MIB, 2 * MIB);
      local.cloud.faults().clear();
      read(use, bytes, 2 * MIB, 14 * MIB);
      read(use, bytes, 18 * MIB, 6 * MIB);
    }
    assertThat(local.cloud.counts().bytesDown()).isLessThan(bytes.length + 2 * MIB);
  }

  @Test
  void aFileThatIsWantedWholeLeavesTheLineToAReader() throws Exception {
    byte[] bytes = LocalSide.bytes(4 * MIB, 3);
    long whole = local.cloudFile("whole", LocalSide.bytes(64 * MIB, 4));
    long read = local.cloudFile("read", bytes);
    local.downloader.hydrate(whole, Urgency.REQUESTED, HydrationListener.NOBODY);
    await().until(() -> local.cloud.counts().bytesDown() > MIB);

    try (OpenFiles.Use use = local.files.use(read)) {
      long before = local.cloud.counts().bytesDown();
      read(use, bytes, 0, bytes.length);

      assertThat(local.cloud.counts().bytesDown() - before).isLessThan(bytes.length * 2L);
    }
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

  private static void read(OpenFiles.Use use, byte[] bytes, int from, int length) throws Exception {
    for (int offset = from; offset < from + length; offset += AT_ONCE) {
      assertThat(LocalSide.read(use, offset, AT_ONCE))
          .isEqualTo(Arrays.copyOfRange(bytes, offset, offset + AT_ONCE));
    }
  }
}
