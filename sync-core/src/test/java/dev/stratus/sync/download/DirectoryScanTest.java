package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryScanTest {

  private static final int FILES = 60;
  private static final int BYTES = 5000;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final List<Long> files = new ArrayList<>();
  private LocalSide local;

  @BeforeEach
  void begin() throws FsException {
    local = new LocalSide(directory, bucket, DownloadSettings.defaults());
    for (int i = 0; i < FILES; i++) {
      files.add(local.cloudFile("f" + (100 + i), LocalSide.bytes(BYTES, i)));
    }
  }

  @AfterEach
  void end() throws FsException {
    local.close();
  }

  private void read(int number) throws FsException {
    long inode = files.get(number);
    try (OpenFiles.Use use = local.files.use(inode)) {
      local.downloader.opened(inode);
      assertThat(LocalSide.read(use, 0, 2 * BYTES)).isEqualTo(LocalSide.bytes(BYTES, number));
    }
  }

  @Test
  void theNextFilesComeWhileOneIsReadAndEachComesOnce() throws FsException {
    read(0);
    read(1);
    read(2);
    await().until(() -> local.cloud.counts().of(Verb.GET) == 5);
    for (int number = 3; number < FILES; number++) {
      read(number);
    }
    assertThat(local.cloud.counts().of(Verb.GET)).isEqualTo(FILES);
    assertThat(local.cloud.counts().bytesDown()).isEqualTo((long) FILES * BYTES);
  }

  @Test
  void whatHangsAheadKeepsNobodyWaiting() throws FsException {
    read(0);
    read(1);
    Injection hang = local.cloud.faults().on(Verb.GET).key("f103"::equals).inject(Fault.hang());
    read(2);
    await().until(() -> hang.hits() == 1);
    read(4);
    read(50);
  }

  @Test
  void filesThatCameAreRecordedTogetherAndNotFetchedInTheNextLife() throws FsException {
    for (int number = 0; number < FILES; number++) {
      read(number);
    }
    await().untilAsserted(() -> assertThat(recorded()).isEqualTo(FILES));
    local.close();
    local = new LocalSide(directory, bucket, DownloadSettings.defaults());
    for (int number = 0; number < FILES; number++) {
      read(number);
    }
    assertThat(local.cloud.counts().of(Verb.GET)).isZero();
  }

  private long recorded() throws FsException {
    return local.index.read(tables -> tables.inodes().cachedFiles());
  }

  @Test
  void whatIsWrittenBeforeTheRecordStaysAsItWasWritten() throws FsException {
    byte[] other = LocalSide.bytes(BYTES, 1000);
    for (int number = 0; number < FILES; number++) {
      read(number);
      try (OpenFiles.Use use = local.files.use(files.get(number))) {
        use.file().write(ByteBuffer.wrap(other), 0, false);
        use.file().truncate(BYTES / 2);
      }
    }
    local.close();
    local = new LocalSide(directory, bucket, DownloadSettings.defaults());
    for (long file : files) {
      assertThat(local.read(file, 0, BYTES)).isEqualTo(Arrays.copyOf(other, BYTES / 2));
      assertThat(local.row(file).size()).isEqualTo(BYTES / 2);
    }
  }
}
