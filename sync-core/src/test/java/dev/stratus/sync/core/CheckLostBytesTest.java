package dev.stratus.sync.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.InodeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A name that reads as an error, since its bytes are not here and the index has lost its object:
 * the check finds it, and brings back what the bucket still has.
 */
final class CheckLostBytesTest {

  private static final byte[] PRECIOUS = "precious".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;
  private final MemoryBucket bucket = new MemoryBucket();
  private CheckedMount mount;

  @BeforeEach
  void lose() throws Exception {
    mount = new CheckedMount(temp.resolve("state"), bucket);
    mount.open();
    InodeId file = mount.write(InodeId.ROOT, "file", PRECIOUS);
    mount.awaitSynced();
    mount.core().control().stopSync();
    mount.close();
    long entry = mount.ask("SELECT id FROM entries WHERE name = 'file'");
    mount.plant(
        "UPDATE inodes SET base_gen = content_gen, base_limit = size, cached = 0 WHERE id = "
            + file.value(),
        "DELETE FROM objects WHERE entry = " + entry,
        "INSERT INTO pending VALUES (" + entry + ", 0, NULL, 1, 0, 'NOT_FOUND', 'lost')");
    Files.delete(mount.copyOf(file.value()));
  }

  @AfterEach
  void close() throws Exception {
    mount.close();
  }

  private void requireFoundAndRepaired() throws Exception {
    assertThat(CheckedMount.lines(mount.check(false)))
        .containsExactly("BYTES_FORGOTTEN file FOUND");
    assertThat(CheckedMount.lines(mount.check(true)))
        .containsExactly("BYTES_FORGOTTEN file REPAIRED");
    mount.awaitSynced();
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    assertThat(mount.tree()).containsEntry("file", "precious");
    assertThat(bucket.bytes("file")).isEqualTo(PRECIOUS);
  }

  @Test
  void itGetsTheObjectThatIsUnderItsName() throws Exception {
    mount.open();
    assertThat(mount.tree()).containsEntry("file", "IO_ERROR");
    requireFoundAndRepaired();
  }

  @Test
  void itGetsTheBytesThatAnotherFileHas() throws Exception {
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("file")));
    metadata.remove("stratus-put");
    bucket.write("twin", PRECIOUS, metadata);
    bucket.remove("file");
    mount.open();
    mount.check(true);
    mount.awaitSynced();
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    assertThat(mount.tree())
        .containsOnly(Map.entry("file", "precious"), Map.entry("twin", "precious"));
    assertThat(bucket.bytes("file")).isEqualTo(PRECIOUS);
  }

  @Test
  void itIsToldWhereNobodyHasItsBytes() throws Exception {
    bucket.remove("file");
    mount.open();
    for (boolean repair : new boolean[] {false, true, false}) {
      assertThat(CheckedMount.lines(mount.check(repair)))
          .containsExactly("BYTES_LOST file REMAINS");
    }
    assertThat(mount.tree()).containsEntry("file", "IO_ERROR");
  }
}
