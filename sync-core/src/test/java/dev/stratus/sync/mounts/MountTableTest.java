package dev.stratus.sync.mounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {

  private static final String MOUNTINFO =
      """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 22 0:40 / /cloud rw,nosuid,nodev shared:7 master:2 - fuse.stratus photos rw,user_id=0
      41 40 0:41 / /cloud/in\\040side rw - tmpfs tmp\\134fs rw
      42 22 0:42 / /cloud rw - tmpfs over rw
      43 22 0:43 / /m\\303\\274ll rw - fuse.stratus m rw
      not a line of a mount table
      """;

  private final MountTable table = MountTable.parse(MOUNTINFO);

  @Test
  void theTopmostOfSeveralIsTold() {
    assertThat(table.at(Path.of("/cloud"))).get().extracting(MountEntry::type).isEqualTo("tmpfs");
  }

  @Test
  void blanksAndUtf8AreUnescaped() {
    assertThat(table.at(Path.of("/cloud/in side")))
        .contains(new MountEntry(Path.of("/cloud/in side"), "tmpfs", "tmp\\fs"));
    assertThat(table.at(Path.of("/müll"))).get().matches(MountEntry::isStratus);
  }

  @Test
  void aPathLiesInTheDeepestMount() {
    assertThat(table.holding(Path.of("/cloud/in side/x/../y")))
        .get()
        .extracting(MountEntry::source)
        .isEqualTo("tmp\\fs");
    assertThat(table.holding(Path.of("/clouds")))
        .get()
        .extracting(MountEntry::type)
        .isEqualTo("ext4");
  }

  @Test
  void thisMachineHasARoot() throws IOException {
    assertThat(MountTable.read().at(Path.of("/"))).isPresent();
  }
}
