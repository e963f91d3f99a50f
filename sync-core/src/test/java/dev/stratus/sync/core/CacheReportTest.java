package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CacheContents.DirectoryShare;
import dev.stratus.sync.control.CacheContents.StateShare;
import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.CacheState;
import dev.stratus.sync.control.CachedFile;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What takes the room of the local copies. */
@Timeout(60)
class CacheReportTest {

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private CoreUnderTest core;

  @BeforeEach
  void begin() throws Exception {
    bucket.write("d/large", new byte[5000], Map.of());
    bucket.write("d/e/pinned", new byte[300], Map.of());
    bucket.write("top", new byte[40], Map.of());
    bucket.write("never/here", new byte[9000], Map.of());
    core = new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
    for (String path : List.of("d", "top")) {
      core.core().control().download(new DownloadRequest(List.of(path), true), progress -> {});
    }
    await().untilAsserted(() -> assertThat(ask("", 0).states()).isEqualTo(allCanGo(3, 5340)));
    core.core().control().pin(new PinRequest(List.of("d/e"), false));
  }

  @AfterEach
  void end() throws IOException {
    core.close();
  }

  /** What was fetched is recorded a moment later. */
  private static List<StateShare> allCanGo(long files, long bytes) {
    return List.of(new StateShare(CacheState.CAN_GO, new Amount(files, bytes)));
  }

  private CacheContents ask(String path, int top) throws IOException {
    return core.core().control().cache(new CacheRequest(path, top));
  }

  @Test
  void everyLocalCopyIsCountedOnce() throws Exception {
    CacheContents all = ask("", 10);

    assertThat(all.total()).isEqualTo(new Amount(3, 5340));
    assertThat(all.inCloud()).isEqualTo(5340);
    assertThat(all.states())
        .containsExactly(
            new StateShare(CacheState.CAN_GO, new Amount(2, 5040)),
            new StateShare(CacheState.PINNED, new Amount(1, 300)));
    assertThat(all.directories())
        .containsExactly(
            new DirectoryShare("d", new Amount(2, 5300)),
            new DirectoryShare(".", new Amount(1, 40)));
    assertThat(all.largest())
        .extracting(CachedFile::path)
        .containsExactly("d/large", "d/e/pinned", "top");
    assertThat(all.oldest()).hasSize(3);
  }

  @Test
  void oneDirectoryShowsWhatIsBelowIt() throws Exception {
    CacheContents some = ask("d", 1);

    assertThat(some.total()).isEqualTo(new Amount(2, 5300));
    assertThat(some.directories()).containsExactly(new DirectoryShare(".", new Amount(1, 5000)));
    assertThat(some.largest()).extracting(CachedFile::path).containsExactly("d/large");
    assertThat(ask("top", 1).total()).isEqualTo(new Amount(1, 40));
    assertThat(ask("never", 1).total()).isEqualTo(new Amount(0, 0));
  }

  @Test
  void whatIsOpenChangedOrOnlyHereIsTold() throws Exception {
    core.core().control().stopSync();
    Handle open =
        core.view()
            .open(core.view().lookup(InodeId.ROOT, new Name("top")).inode(), OpenMode.readOnly());
    InodeId d = core.view().lookup(InodeId.ROOT, new Name("d")).inode();
    write(d, "large", 5001);
    Handle made =
        core.view()
            .create(d, new Name("new"), 0644, OpenMode.readWrite(), Workplace.CALLER)
            .handle();
    core.view().write(made, ByteBuffer.wrap(new byte[7]), 0);
    core.view().release(made);

    CacheContents all = ask("", 10);

    assertThat(all.states())
        .containsExactly(
            new StateShare(CacheState.PINNED, new Amount(1, 300)),
            new StateShare(CacheState.OPEN, new Amount(1, 40)),
            new StateShare(CacheState.CHANGED, new Amount(1, 5001)),
            new StateShare(CacheState.ONLY_HERE, new Amount(1, 7)));
    assertThat(all.inCloud()).isEqualTo(340);
    core.view().release(open);
  }

  private void write(InodeId parent, String name, int size) throws IOException {
    InodeId inode = core.view().lookup(parent, new Name(name)).inode();
    Handle handle = core.view().open(inode, OpenMode.readWrite());
    core.view().write(handle, ByteBuffer.wrap(new byte[size]), 0);
    core.view().release(handle);
  }
}
