package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is gone or rubbish: it is built anew, and what was only here is still here. */
final class LostIndexTest {

  private static final Caller CALLER = new Caller(7, 8);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  private CoreUnderTest open() throws IOException {
    return new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  private static void write(FileSystemView view, String name, String text) throws FsException {
    Created file = view.create(InodeId.ROOT, new Name(name), 0640, OpenMode.readWrite(), CALLER);
    view.write(file.handle(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    view.flush(file.handle());
    view.release(file.handle());
  }

  private static String read(FileSystemView view, String name) throws FsException {
    InodeId inode = view.lookup(InodeId.ROOT, new Name(name)).inode();
    Handle handle = view.open(inode, OpenMode.readOnly());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int count = view.read(handle, buffer, 0);
    view.release(handle);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }

  private static List<String> names(FileSystemView view) throws FsException {
    return view.readdir(InodeId.ROOT, 2, 100).stream().map(DirectoryEntry::name).toList();
  }

  /** One file is in the cloud, one is not. */
  private void fill() throws Exception {
    try (CoreUnderTest core = open()) {
      write(core.view(), "clean", "in the cloud");
      core.awaitSynced(20_000);
      core.core().control().stopSync();
      write(core.view(), "dirty", "only here");
    }
  }

  private void requireNothingLost() throws Exception {
    try (CoreUnderTest core = open()) {
      FileSystemView view = core.view();
      for (int i = 0; i < 8; i++) {
        write(view, "new" + i, "written meanwhile " + i);
      }
      await().atMost(SOON).until(() -> names(view).toString().contains("recovered file"));
      List<String> recovered =
          names(view).stream().filter(name -> name.startsWith("recovered")).toList();
      assertThat(recovered).as("clean bytes are no file to be recovered").hasSize(1);
      assertThat(read(view, recovered.get(0))).isEqualTo("only here");
      assertThat(read(view, "clean")).isEqualTo("in the cloud");
      for (int i = 0; i < 8; i++) {
        assertThat(read(view, "new" + i)).isEqualTo("written meanwhile " + i);
      }
      core.awaitSynced(20_000);
    }
    assertThat(bucket.keys().stream().filter(key -> !key.startsWith(".stratus/")))
        .hasSize(10)
        .contains("clean")
        .doesNotContain("dirty");
  }

  @Test
  void deletedIndexLosesNoBytes() throws Exception {
    fill();
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(directory.resolve("index.db" + end));
    }
    requireNothingLost();
  }

  @Test
  void damagedIndexIsKeptAsideAndLosesNoBytes() throws Exception {
    fill();
    byte[] rubbish = "this is no database at all ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("index.db"), rubbish);
    requireNothingLost();
    assertThat(directory.resolve("index.db.damaged")).hasBinaryContent(rubbish);
  }
}
