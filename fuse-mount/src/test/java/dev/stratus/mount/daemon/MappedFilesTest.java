package dev.stratus.mount.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFilesTest {

  @TempDir Path temp;

  @Test
  void aMappedFileIsSeenAfterItWasClosed() throws IOException {
    Path file = Files.writeString(temp.resolve("a b"), "x");
    Files.writeString(temp.resolve("other"), "x");
    MappedByteBuffer mapped;
    try (FileChannel channel = FileChannel.open(file)) {
      mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);
    }
    try {
      assertThat(MappedFiles.below(temp).paths()).containsExactly("a b");
    } finally {
      Reference.reachabilityFence(mapped);
    }
  }

  @Test
  void whatCannotBeReadIsNotSeen() throws IOException {
    Path maps = Files.createDirectories(temp.resolve("17")).resolve("maps");
    Files.writeString(
        maps,
        """
        7f00-7f10 r--s 00000000 00:2a 12 /cloud/d/e
        7f10-7f20 r-xp 00000000 08:01 13 /usr/lib/cloud/d
        7f20-7f30 rw-p 00000000 00:00 0 [heap]
        """);
    Files.createDirectories(temp.resolve("18/maps"));
    assertThat(new MappedFiles(temp, Path.of("/cloud")).paths()).containsExactly("d/e");
    assertThat(new MappedFiles(temp.resolve("none"), Path.of("/cloud")).paths()).isEmpty();
  }
}
