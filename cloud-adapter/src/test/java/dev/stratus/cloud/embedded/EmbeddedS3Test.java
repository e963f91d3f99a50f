package dev.stratus.cloud.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.CapabilityProbe;
import dev.stratus.cloud.s3.S3Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedS3Test {

  private static final ObjectKey KEY = new ObjectKey("dir/file");

  @TempDir private Path directory;

  @Test
  void doesWhatItIsSaidToDo() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(directory)) {
      server.open("probed").close();

      assertThat(CapabilityProbe.probe(server.settings("probed"))).isEqualTo(server.capabilities());
    }
  }

  @Test
  void keepsBytesAndMetadataOverRestarts() throws Exception {
    Map<String, String> metadata = Map.of("mode", "33188", "xattr", "ü");
    try (EmbeddedS3 server = EmbeddedS3.start(directory);
        S3Store store = server.open("kept")) {
      store.put(KEY, Body.of(new byte[] {1, 2, 3}), metadata, Precondition.absent());
      server.sync();
    }
    try (EmbeddedS3 server = EmbeddedS3.start(directory);
        S3Store store = server.open("kept")) {
      assertThat(store.stat(KEY).metadata()).hasValue(metadata);
      assertThat(store.stat(KEY).size()).isEqualTo(3);
    }
    assertThat(Files.readAllBytes(directory.resolve("kept/dir/file"))).containsExactly(1, 2, 3);
  }

  @Test
  void leavesNothingButBucketsInItsDirectory() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(directory)) {
      server.open("one").close();
    }
    try (var entries = Files.list(directory)) {
      assertThat(entries).containsExactly(directory.resolve("one"));
    }
  }
}
