package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockSource;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnsyncedTest {

  @TempDir private Path directory;
  private final AtomicLong time = new AtomicLong(Duration.ofDays(1).toNanos());
  private Index index;
  private OpenFiles files;
  private Unsynced unsynced;

  @BeforeEach
  void begin() throws FsException {
    index = Index.open(directory.resolve("index.db"));
    ContentStore store = ContentStore.open(directory.resolve("content"));
    Environment environment =
        new Environment(index, store, time::get, () -> UUID.randomUUID().toString());
    files = new OpenFiles(environment, new NothingToFetch());
    unsynced = new Unsynced(index, files, store, time::get);
  }

  @AfterEach
  void end() throws FsException {
    index.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 300})
  void filesAtRestAreSynced(int count) throws FsException {
    List<Long> inodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inodes.add(newFile());
      write(inodes.get(i));
    }
    unsynced.syncAll();
    assertThat(inodes).allMatch(this::isSynced);
  }

  @Test
  void aFileInUseIsSyncedAndWhatIsWrittenLaterIsNot() throws FsException {
    long inode = newFile();
    for (int i = 0; i < 20; i++) {
      write(newFile());
    }
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().write(ByteBuffer.allocate(3), 0, false);
      unsynced.syncAll();
      assertThat(isSynced(inode)).isTrue();
      use.file().write(ByteBuffer.allocate(3), 0, false);
      assertThat(isSynced(inode)).isFalse();
    }
    unsynced.syncAll();
    assertThat(isSynced(inode)).isTrue();
  }

  @Test
  void whatWasJustWrittenWaitsUntilItRested() throws FsException {
    long inode = newFile();
    write(inode);
    time.addAndGet(Duration.ofSeconds(4).toNanos());
    unsynced.syncRested();
    assertThat(isSynced(inode)).isFalse();
    time.addAndGet(Duration.ofSeconds(2).toNanos());
    unsynced.syncRested();
    assertThat(isSynced(inode)).isTrue();
  }

  @Test
  void whatIsWrittenAgainAndAgainIsPassedOverOnce() throws FsException {
    long inode = newFile();
    write(inode);
    unsynced.syncRested();
    assertThat(isSynced(inode)).isFalse();
    time.addAndGet(Duration.ofSeconds(5).toNanos());
    write(inode);
    unsynced.syncRested();
    assertThat(isSynced(inode)).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsNothingFromBeingSynced() throws FsException {
    long inode = newFile();
    write(inode);
    time.addAndGet(-Duration.ofDays(1).toNanos());
    unsynced.syncRested();
    assertThat(isSynced(inode)).isTrue();
  }

  @Test
  void whatHasNoContentFileIsSyncedWithTheIndex() throws FsException {
    long link = newInode(FileMode.SYMLINK | 0777);
    unsynced.syncAll();
    assertThat(isSynced(link)).isTrue();
  }

  private long newFile() throws FsException {
    return newInode(FileMode.REGULAR | 0644);
  }

  private long newInode(int mode) throws FsException {
    return index
        .change(change -> change.putNew(Inode.create(change.newNumber(), mode, "id").done()))
        .id();
  }

  private void write(long inode) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().write(ByteBuffer.allocate(3), 0, false);
    }
  }

  private boolean isSynced(long inode) {
    try {
      Inode row = index.inode(inode).orElseThrow();
      return row.syncedGeneration() == row.contentGeneration();
    } catch (FsException e) {
      throw new AssertionError(e);
    }
  }

  private static final class NothingToFetch implements BlockSource {
    @Override
    public void require(OpenFile file, long offset, long length) {
      throw new AssertionError("every byte is here");
    }
  }
}
