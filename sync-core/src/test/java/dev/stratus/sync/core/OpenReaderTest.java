package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file that another client replaces while somebody reads it. */
final class OpenReaderTest {

  private static final int SIZE = 48 << 20;
  private static final int CHUNK = 1 << 20;
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(CoreUnderTest core, Handle handle, int offset) throws FsException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    int count = core.view().read(handle, buffer, offset);
    return Arrays.copyOf(buffer.array(), count);
  }

  private static byte[] chunk(byte[] bytes, int offset) {
    return Arrays.copyOfRange(bytes, offset, offset + CHUNK);
  }

  @Test
  void theReaderGetsTheVersionThatItOpenedOrAnErrorAndTheNextOneTheOther() throws Exception {
    byte[] first = bytes(1);
    byte[] second = bytes(2);
    bucket.write("large", first, Map.of());
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    try (CoreUnderTest core = new CoreUnderTest(directory, "boot", store)) {
      InodeId inode = core.view().lookup(InodeId.ROOT, new Name("large")).inode();
      Handle handle = core.view().open(inode, OpenMode.readOnly());
      assertThat(read(core, handle, 0)).isEqualTo(chunk(first, 0));
      bucket.write("large", second, Map.of());
      int refused = 0;
      for (int offset = SIZE - CHUNK; offset >= 0; offset -= CHUNK) {
        try {
          assertThat(Arrays.equals(read(core, handle, offset), chunk(first, offset)))
              .as("bytes of the version that was opened, from " + offset)
              .isTrue();
        } catch (FsException e) {
          refused++;
        }
      }
      assertThat(refused).as("reads of what only the cloud had").isPositive();
      core.view().release(handle);
      await()
          .atMost(BOUND)
          .ignoreExceptionsInstanceOf(FsException.class)
          .until(() -> Arrays.equals(readAnew(core), second));
    }
  }

  private static byte[] readAnew(CoreUnderTest core) throws FsException {
    InodeId inode = core.view().lookup(InodeId.ROOT, new Name("large")).inode();
    Handle handle = core.view().open(inode, OpenMode.readOnly());
    try {
      ByteBuffer all = ByteBuffer.allocate(SIZE);
      for (int offset = 0; offset < SIZE; offset += CHUNK) {
        all.put(read(core, handle, offset));
      }
      return all.array();
    } finally {
      core.view().release(handle);
    }
  }
}
