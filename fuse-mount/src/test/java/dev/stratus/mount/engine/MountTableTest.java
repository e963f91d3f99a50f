package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountTableTest {

  @Test
  void readsWhatTheKernelWrites() {
    String mountinfo =
        """
        22 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw
        41 22 0:39 / /home/a\\040b\\011c\\134d rw,nosuid - fuse.stratus src\\040x rw,user_id=0
        nonsense
        """;

    assertThat(MountTable.entries(mountinfo))
        .containsExactly(
            new MountTable.Entry("254:0", "/", "ext4"),
            new MountTable.Entry("0:39", "/home/a b\tc\\d", "fuse.stratus"));
    assertThat(MountTable.entries(mountinfo).get(0).isFuse()).isFalse();
    assertThat(MountTable.entries(mountinfo).get(1).isFuse()).isTrue();
  }
}
