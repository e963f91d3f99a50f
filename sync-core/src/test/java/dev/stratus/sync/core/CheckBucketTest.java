package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.XattrMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects are lost, replaced and added behind the index's back: the check tells, and follows. */
final class CheckBucketTest {

  @TempDir Path temp;
  private final MemoryBucket bucket = new MemoryBucket();
  private CheckedMount mount;

  /** Four files are in the cloud; three of them are here too. */
  @BeforeEach
  void fill() throws Exception {
    mount = new CheckedMount(temp.resolve("state"), bucket);
    mount.open();
    for (String name : new String[] {"a", "b", "c", "there"}) {
      mount.write(InodeId.ROOT, name, bytes("bytes of " + name));
    }
    mount.awaitSynced();
    mount
        .view()
        .setxattr(
            mount.find("there"),
            "user.cloud.location",
            new byte[] {'2'},
            XattrMode.CREATE_OR_REPLACE);
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
  }

  @AfterEach
  void close() throws Exception {
    mount.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatAnotherClientDeletedFollowsTheCompare() throws Exception {
    bucket.remove("a");
    assertThat(CheckedMount.lines(mount.check(false))).containsExactly("OBJECT_MISSING a FOUND");
    assertThat(mount.tree()).containsKey("a");
    assertThat(CheckedMount.lines(mount.check(true))).containsExactly("OBJECT_MISSING a REPAIRED");
    assertThat(mount.tree()).doesNotContainKey("a").containsEntry("b", "bytes of b");
    assertThat(mount.core().control().trash()).hasSize(1);
  }

  @Test
  void whatAnAccidentTookGoesUpAgainWhereItIsHere() throws Exception {
    bucket.remove("a");
    bucket.remove("b");
    bucket.remove("there");
    assertThat(CheckedMount.lines(mount.check(true)))
        .containsExactlyInAnyOrder(
            "OBJECT_MISSING a REPAIRED", "OBJECT_MISSING b REPAIRED", "BYTES_LOST there REMAINS");
    mount.awaitSynced();
    assertThat(bucket.bytes("a")).isEqualTo(bytes("bytes of a"));
    assertThat(bucket.bytes("b")).isEqualTo(bytes("bytes of b"));
  }

  @Test
  void otherBytesFollowTheCompare() throws Exception {
    bucket.write("a", bytes("by another client"), Map.of());
    assertThat(CheckedMount.lines(mount.check(false))).containsExactly("OBJECT_CHANGED a FOUND");
    assertThat(CheckedMount.lines(mount.check(true))).containsExactly("OBJECT_CHANGED a REPAIRED");
    assertThat(mount.tree()).containsEntry("a", "by another client");
  }

  @Test
  void anUnknownObjectFollowsTheCompare() throws Exception {
    bucket.write("new/file", bytes("by another client"), Map.of());
    bucket.write("no//folder shows this", bytes("x"), Map.of());
    assertThat(CheckedMount.lines(mount.check(false)))
        .containsExactly("OBJECT_UNKNOWN new/file FOUND");
    assertThat(CheckedMount.lines(mount.check(true)))
        .containsExactly("OBJECT_UNKNOWN new/file REPAIRED");
    assertThat(mount.tree()).containsEntry("new/file", "by another client");
    assertThat(CheckedMount.lines(mount.check(true))).isEmpty();
  }

  @Test
  void aThousandKeysCostOneListing() throws Exception {
    for (int i = 0; i < 2_500; i++) {
      bucket.write("many/" + i, bytes("x"), Map.of());
    }
    assertThat(mount.check(true).repaired()).isEqualTo(2_500);
    long lists = mount.store().counts().of(Verb.LIST);
    long others = mount.store().counts().of(Verb.STAT);
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    assertThat(mount.store().counts().of(Verb.LIST) - lists).isEqualTo(3);
    assertThat(mount.store().counts().of(Verb.STAT)).isEqualTo(others);
  }
}
