package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local copies are lost, cut and emptied: the check finds it, and loses no bytes by repairing. */
final class CheckCopiesTest {

  private static final int LARGE = 300_000;

  @TempDir Path temp;
  private final MemoryBucket bucket = new MemoryBucket();
  private CheckedMount mount;
  private InodeId file;

  /** One file is in the cloud and here; what is written from then on is only here. */
  @BeforeEach
  void fill() throws Exception {
    mount = new CheckedMount(temp.resolve("state"), bucket);
    mount.open();
    file = mount.write(InodeId.ROOT, "file.txt", bytes("the cloud has it"));
    mount.awaitSynced();
    mount.core().control().stopSync();
  }

  @AfterEach
  void close() throws Exception {
    mount.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void change() throws Exception {
    Handle handle = mount.view().open(file, OpenMode.readWrite());
    mount.view().write(handle, ByteBuffer.wrap(bytes("THE NEWER version")), 0);
    mount.view().release(handle);
  }

  private void cut(InodeId inode, long length) throws Exception {
    try (RandomAccessFile copy = new RandomAccessFile(mount.copyOf(inode.value()).toFile(), "rw")) {
      copy.setLength(length);
    }
  }

  private void requireFoundAndRepaired(String finding) throws Exception {
    assertThat(CheckedMount.lines(mount.check(false))).containsExactly(finding + " FOUND");
    assertThat(CheckedMount.lines(mount.check(true))).containsExactly(finding + " REPAIRED");
    assertThat(CheckedMount.lines(mount.check(true))).isEmpty();
  }

  private void requireRemains(String finding) throws Exception {
    assertThat(CheckedMount.lines(mount.check(false))).containsExactly(finding + " REMAINS");
    assertThat(CheckedMount.lines(mount.check(true))).containsExactly(finding + " REMAINS");
    assertThat(CheckedMount.lines(mount.check(false))).containsExactly(finding + " REMAINS");
  }

  @Test
  void aLostCopyIsFetchedAgain() throws Exception {
    Files.delete(mount.copyOf(file.value()));
    requireFoundAndRepaired("COPY_MISSING file.txt");
    assertThat(mount.tree()).containsExactly(Map.entry("file.txt", "the cloud has it"));
  }

  @Test
  void aLostCopyWithNewerBytesShowsWhatTheCloudHas() throws Exception {
    change();
    Files.delete(mount.copyOf(file.value()));
    requireFoundAndRepaired("COPY_MISSING file.txt");
    assertThat(mount.tree()).containsExactly(Map.entry("file.txt", "the cloud has it"));
    mount.awaitSynced();
    assertThat(bucket.bytes("file.txt")).isEqualTo(bytes("the cloud has it"));
  }

  @Test
  void aLostOnlyCopyIsToldAndItsNameStays() throws Exception {
    InodeId only = mount.write(InodeId.ROOT, "only", bytes("only here"));
    Files.delete(mount.copyOf(only.value()));
    requireRemains("BYTES_LOST only");
    assertThat(mount.tree()).containsEntry("only", "IO_ERROR");
  }

  @Test
  void aCutCopyIsFetchedAgainAndGoesToTheTrash() throws Exception {
    cut(file, 4);
    requireFoundAndRepaired("COPY_SHORT file.txt");
    assertThat(mount.tree()).containsExactly(Map.entry("file.txt", "the cloud has it"));
    assertThat(mount.core().control().trash())
        .singleElement()
        .satisfies(kept -> assertThat(Path.of(kept.file())).hasContent("the "));
  }

  @Test
  void aCutCopyWithNewerBytesIsSetAside() throws Exception {
    change();
    cut(file, 9);
    requireFoundAndRepaired("COPY_SHORT file.txt");
    assertThat(mount.tree())
        .hasSize(2)
        .containsEntry("file.txt", "the cloud has it")
        .anySatisfy(
            (name, content) -> {
              assertThat(name).startsWith("file (recovered ").endsWith(").txt");
              assertThat(content).startsWith("THE NEWER");
            });
  }

  @Test
  void aCutOnlyCopyIsToldAndStays() throws Exception {
    InodeId only = mount.write(InodeId.ROOT, "only", bytes("only here"));
    cut(only, 4);
    requireRemains("COPY_SHORT only");
    assertThat(mount.copyOf(only.value())).hasContent("only");
  }

  @Test
  void bytesThatBecameAHoleAreFetchedAgain() throws Exception {
    byte[] large = new byte[LARGE];
    Arrays.fill(large, (byte) 7);
    InodeId inode = mount.write(InodeId.ROOT, "large", large);
    mount.awaitSynced();
    cut(inode, 70_000);
    cut(inode, LARGE);
    requireFoundAndRepaired("COPY_HOLLOW large");
    assertThat(mount.read(inode)).isEqualTo(large);
  }

  @Test
  void blocksOfAPartThatBecameAHoleAreFetchedAgain() throws Exception {
    byte[] large = new byte[20 << 20];
    Arrays.fill(large, (byte) 7);
    bucket.write("large", large, Map.of());
    assertThat(mount.check(true).repaired()).isEqualTo(1);
    InodeId inode = mount.find("large");
    Handle handle = mount.view().open(inode, OpenMode.readOnly());
    mount.view().read(handle, ByteBuffer.allocate(10), 19 << 20);
    mount.view().release(handle);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> mount.core().control().status().cache().bytes() > 1 << 16);
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    cut(inode, 0);
    cut(inode, large.length);
    requireFoundAndRepaired("COPY_HOLLOW large");
  }

  @Test
  void aHoleThatAProgramMadeIsNoDamage() throws Exception {
    InodeId inode = mount.write(InodeId.ROOT, "sparse", bytes("begin"));
    Handle handle = mount.view().open(inode, OpenMode.readWrite());
    mount.view().write(handle, ByteBuffer.wrap(bytes("end")), 1 << 19);
    mount.view().release(handle);
    mount.awaitSynced();
    assertThat(CheckedMount.lines(mount.check(true))).isEmpty();
  }

  @Test
  void anUnknownCopyGetsAName() throws Exception {
    Files.write(mount.copyOf(200), bytes("whose is it"));
    requireFoundAndRepaired("COPY_UNKNOWN local copy 200");
    assertThat(mount.tree()).containsEntry("recovered file 200", "whose is it");
  }

  @Test
  void aFileInUseIsRepairedAfterItsClose() throws Exception {
    Handle handle = mount.view().open(file, OpenMode.readOnly());
    Files.delete(mount.copyOf(file.value()));
    assertThat(CheckedMount.lines(mount.check(true)))
        .containsExactly("COPY_MISSING file.txt REMAINS");
    mount.view().release(handle);
    assertThat(CheckedMount.lines(mount.check(true)))
        .containsExactly("COPY_MISSING file.txt REPAIRED");
    assertThat(mount.tree()).containsExactly(Map.entry("file.txt", "the cloud has it"));
  }

  @Test
  void withoutTheCloudNothingIsCalledDamageThatOnlyItCanJudge() throws Exception {
    Files.delete(mount.copyOf(file.value()));
    mount.store().close();
    var result = mount.check(true);
    assertThat(result.findings()).isEmpty();
    assertThat(result.unchecked()).singleElement().asString().contains("does not answer");
  }
}
