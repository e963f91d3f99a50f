package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where users decide conflicts, both versions wait for them, and both are kept. */
final class ManualConflictTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Capabilities VERSIONED =
      new Capabilities(true, true, true, true, false, true, false, true, true, true, true, false);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private CoreUnderTest core;

  @BeforeEach
  void mount() throws Exception {
    bucket.keepVersions();
    core =
        new CoreUnderTest(
            directory,
            new MemoryStore(bucket, VERSIONED),
            CoreUnderTest.SETTINGS.with(CoreOption.MANUAL_CONFLICTS));
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private ControlTarget control() {
    return core.core().control();
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

  private InodeId makeConflict() throws Exception {
    Created made =
        core.view()
            .create(
                InodeId.ROOT, new Name("doc.txt"), 0644, OpenMode.readWrite(), Workplace.CALLER);
    core.view().release(made.handle());
    core.awaitSynced(BOUND.toMillis());
    control().stopSync();
    write(made.attributes().inode(), "ours");
    bucket.write("doc.txt", bytes("theirs"), Map.of());
    control().startSync();
    await().atMost(BOUND).until(this::isConflict);
    return made.attributes().inode();
  }

  private boolean isConflict() throws Exception {
    return control().conflictState("doc.txt", false).conflict();
  }

  private String attribute(InodeId inode, String name) throws Exception {
    return new String(core.view().getxattr(inode, "user.cloud." + name), StandardCharsets.UTF_8);
  }

  @Test
  void bothKeepTheNameUntilSomebodyDecides() throws Exception {
    InodeId file = makeConflict();
    assertThat(attribute(file, "state")).isEqualTo("UPLOAD_FAILURE");
    assertThat(attribute(file, "error")).contains("changed here and in the cloud");
    assertThat(bucket.bytes("doc.txt")).isEqualTo(bytes("theirs"));
    assertThat(control().status().conflicts()).hasSize(1);
    assertThat(core.view().getattr(file).size()).isEqualTo(4);
    assertThat(bucket.keys()).filteredOn(key -> key.startsWith("doc")).containsExactly("doc.txt");
    assertThat(
            control().waitUntilSynced(new WaitRequest(List.of(""), 20_000L), p -> {}).remaining())
        .hasSize(1);
  }

  @Test
  void theDecisionSendsOursAndKeepsTheirsAsAVersion() throws Exception {
    InodeId file = makeConflict();
    assertThat(control().conflictState("doc.txt", true).conflict()).isTrue();
    core.awaitSynced(BOUND.toMillis());
    assertThat(isConflict()).isFalse();
    assertThat(bucket.bytes("doc.txt")).isEqualTo(bytes("ours"));
    assertThat(control().status().conflicts()).isEmpty();
    assertThat(control().history(new HistoryRequest("doc.txt", 2, false), p -> {}).versions())
        .extracting(version -> version.size())
        .containsExactly(4L, 6L);
    assertThat(attribute(file, "state")).isEqualTo("UPLOAD_SUCCESS");
    assertThat(control().conflictState("doc.txt", true).conflict()).isFalse();
  }

  @Test
  void aConflictIsThereAfterARestartAndAfterAnotherWrite() throws Exception {
    InodeId file = makeConflict();
    core.close();
    mount();
    await().atMost(BOUND).until(this::isConflict);
    write(file, "more");
    await().atMost(BOUND).until(this::isConflict);
    assertThat(bucket.bytes("doc.txt")).isEqualTo(bytes("theirs"));
  }

  @Test
  void withoutVersionsConflictsAreSettledByThemselves(@TempDir Path other) throws Exception {
    core.close();
    MemoryStore plain = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    core =
        new CoreUnderTest(other, plain, CoreUnderTest.SETTINGS.with(CoreOption.MANUAL_CONFLICTS));
    Created made =
        core.view()
            .create(InodeId.ROOT, new Name("p"), 0644, OpenMode.readWrite(), Workplace.CALLER);
    core.view().release(made.handle());
    core.awaitSynced(BOUND.toMillis());
    control().stopSync();
    write(made.attributes().inode(), "ours");
    bucket.write("p", bytes("theirs"), Map.of());
    control().startSync();
    await().atMost(BOUND).until(() -> control().status().conflictCount() == 1);
    assertThat(control().status().conflicts().get(0).path()).contains("conflicted copy");
  }
}
