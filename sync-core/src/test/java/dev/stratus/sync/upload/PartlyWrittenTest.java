package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.index.Pending;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A file of which one block was written here, and the others are only in its object, which another
 * client takes away or changes before they came.
 */
final class PartlyWrittenTest extends MountedTest {

  private static final int BLOCK = 1 << 16;
  private static final int MANY = 6;
  private static final int SIZE = 3 * BLOCK;

  @BeforeEach
  void prepare() throws Exception {
    rig.create("a", filled('c'));
    rig.quiet();
    rig.dehydrate("a");
    rig.uploader.stopSync();
    rig.write(rig.inode("a").id(), Arrays.copyOf(filled('w'), BLOCK), 0);
  }

  private static byte[] filled(char c) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) c);
    return bytes;
  }

  private static byte[] written() {
    byte[] bytes = filled('c');
    Arrays.fill(bytes, 0, BLOCK, (byte) 'w');
    return bytes;
  }

  /** As after as many vain attempts as it takes until a compare has found out all that it can. */
  private void lookAgainInVain() throws Exception {
    long entry = rig.paths.findEntry("a").orElseThrow().id();
    rig.index.change(
        change -> {
          change.putPending(new Pending(entry, false, null, MANY, 0, null, "in vain"));
          return entry;
        });
    rig.uploader.startSync();
  }

  private void awaitFailed(String name) {
    await().atMost(Rig.BOUND).until(() -> rig.pending(name).map(Pending::isFailed).orElse(false));
  }

  @Test
  void whatWasDeletedThereHasFailedWithItsReason() throws Exception {
    bucket.remove("a");
    lookAgainInVain();
    awaitFailed("a");
    assertThat(rig.pending("a").orElseThrow().reason()).contains("only in the cloud");
    rig.compare();
    assertThat(rig.names("")).containsExactly("a");
  }

  @Test
  void whatWasReplacedThereKeepsBoth() throws Exception {
    bucket.write("a", filled('r'), Map.of());
    lookAgainInVain();
    await().atMost(Rig.BOUND).until(() -> rig.names("").size() == 2);
    String copy = rig.conflictNames("").get(0);
    awaitFailed(copy);
    assertThat(rig.text("a").getBytes(StandardCharsets.UTF_8)).isEqualTo(filled('r'));
    assertThat(rig.keys()).containsExactly("a");
  }

  @Test
  void whatWasRenamedThereGetsItsOtherBytesFromThere() throws Exception {
    rig.renameThere("a", "b");
    rig.compare();
    rig.uploader.startSync();
    rig.quiet();
    rig.compare();
    rig.quiet();
    assertThat(bucket.bytes("a")).isEqualTo(written());
    assertThat(rig.keys()).containsExactlyElementsOf(rig.names(""));
  }
}
