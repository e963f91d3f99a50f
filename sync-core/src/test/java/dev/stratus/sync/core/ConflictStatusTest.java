package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.Conflict;
import dev.stratus.sync.control.SyncStatus;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status names the conflicted copies that this mount made, until somebody deals with them. */
final class ConflictStatusTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private CoreUnderTest core;

  @BeforeEach
  void mount() throws Exception {
    core = new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(InodeId inode, String text) throws Exception {
    Handle handle = core.view().open(inode, OpenMode.readWrite());
    core.view().write(handle, ByteBuffer.wrap(bytes(text)), 0);
    core.view().flush(handle);
    core.view().release(handle);
  }

  private Conflict makeConflict() throws Exception {
    OpenMode mode = new OpenMode(true, true, false, true);
    Created made =
        core.view().create(InodeId.ROOT, new Name("doc.txt"), 0644, mode, Workplace.CALLER);
    core.view().release(made.handle());
    core.awaitSynced(BOUND.toMillis());
    core.core().control().stopSync();
    write(made.attributes().inode(), "ours");
    bucket.write("doc.txt", bytes("theirs"), Map.of());
    core.core().control().startSync();
    await().atMost(BOUND).until(() -> status().conflictCount() == 1);
    return status().conflicts().get(0);
  }

  private SyncStatus status() {
    return core.core().control().status();
  }

  @Test
  void aConflictedCopyIsNamedUntilItIsRenamedAlsoAfterARestart() throws Exception {
    Conflict conflict = makeConflict();
    assertThat(conflict.path()).startsWith("doc (conflicted copy of host ").endsWith(").txt");
    assertThat(conflict.original()).isEqualTo("doc.txt");
    core.close();
    mount();
    assertThat(status().conflicts()).containsExactly(conflict);
    core.view()
        .rename(
            InodeId.ROOT,
            new Name(conflict.path()),
            InodeId.ROOT,
            new Name("mine.txt"),
            RenameMode.NO_REPLACE);
    assertThat(status().conflictCount()).isZero();
    assertThat(status().conflicts()).isEmpty();
  }

  @Test
  void aConflictedCopyThatIsRemovedIsNotNamedAnyMore() throws Exception {
    Conflict conflict = makeConflict();
    core.view().unlink(InodeId.ROOT, new Name(conflict.path()));
    assertThat(status().conflictCount()).isZero();
  }
}
