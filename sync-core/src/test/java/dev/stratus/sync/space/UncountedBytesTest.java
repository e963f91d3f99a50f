package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.LocalSide;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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
    new UncountedBytes(space.environment, space.evictor, space.parts, () -> wasKilled).drop();
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

  @Test
  void whatSomebodyUsesStays() throws Exception {
    long inode = unrecorded("used");
    try (OpenFiles.Use use = local.files.use(inode)) {
      drop(true);
      assertThat(local.store.exists(use.file().inode())).isTrue();
    }
  }

  @Test
  void nobodyLooksAfterAnEndInOrder() throws Exception {
    long inode = unrecorded("fetched");

    drop(false);

    assertThat(local.store.exists(inode)).isTrue();
  }
}
