package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of attributes that were changed here, when another client changed more. */
final class TakenAttributesTest extends MountedTest {

  private void write(String key, String text, int mode) {
    Map<String, String> metadata = Map.of("mode", Integer.toString(mode));
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), metadata);
  }

  @Test
  void aLinkThatReplacedAFileWhoseAttributesChangedHereIsALink() throws Exception {
    rig.create("a", "some bytes");
    rig.quiet();
    rig.uploader.stopSync();
    rig.chmod("a", 0600);
    write("a", "target", 0120777);
    rig.uploader.startSync();
    rig.quiet();

    assertThat(rig.inode("a").isSymlink()).isTrue();
    assertThat(bucket.metadata("a")).containsEntry("mode", Integer.toString(0120777));
  }

  @Test
  void aFileThatReplacedALinkWhoseAttributesChangedHereIsAFile() throws Exception {
    rig.symlink("a", "target");
    rig.quiet();
    rig.uploader.stopSync();
    rig.setXattr("a", "user.colour", "blue");
    write("a", "some bytes", 0100644);
    rig.uploader.startSync();
    rig.quiet();

    assertThat(rig.text("a")).isEqualTo("some bytes");
    assertThat(bucket.metadata("a")).containsEntry("mode", Integer.toString(0100644));
  }

  @Test
  void attributesOfOneNameOfAFileBecomeThoseOfAllItsNames() throws Exception {
    rig.create("a", "some bytes");
    rig.link("a", "b");
    rig.quiet();
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("a")));
    metadata.put("mode", Integer.toString(0100600));
    metadata.put("stratus-put", "theirs");
    bucket.write("a", requireNonNull(bucket.bytes("a")), metadata);
    rig.compare();
    rig.quiet();

    assertThat(rig.inode("b").mode()).isEqualTo(0100600);
    assertThat(rig.inode("b").nlink()).isEqualTo(2);
    assertThat(bucket.metadata("b")).containsEntry("mode", Integer.toString(0100600));
    rig.compare();
    assertThat(rig.uploader.counts().isQuiet()).as("nothing goes on").isTrue();
  }

  @Test
  void aDirectoryWhoseMarkerIsGoneHasNothingOfItsOwn() throws Exception {
    rig.mkdir("d");
    rig.chmod("d", 0700);
    rig.setXattr("d", "user.colour", "blue");
    rig.create("d/a", "x");
    rig.quiet();
    bucket.remove("d/");
    rig.compare();

    assertThat(rig.names("d")).containsExactly("a");
    assertThat(rig.inode("d").mode()).isEqualTo(FileMode.DIRECTORY | 0755);
    assertThat(rig.index.inode(rig.inode("d").id()).orElseThrow().isExplicit()).isFalse();
    assertThat(rig.keys()).containsExactly("d/a");
  }
}
