package dev.stratus.sync.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.index.ManyInodes;
import dev.stratus.sync.upload.Rig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing in a bucket is held back, however much it is, in little memory. */
final class EmptiedBucketTest {

  private static final int FILES = 100_000;
  private static final long BOUND_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void aHundredThousandMissingFilesTakeNoMemory() throws Exception {
    MemoryBucket bucket = new MemoryBucket();
    Path state = Files.createDirectory(directory.resolve("state"));
    try (Rig rig = Rig.started(state, bucket)) {
      ManyInodes.fill(rig.index(), FILES);
    }
    String uuid = requireNonNull(bucket.metadata(".stratus/bucket")).get("stratus-bucket");
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                EmptiedBucketProcess.class.getName(),
                state.toString(),
                requireNonNull(uuid))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(said).contains("MANY_REMOVALS", "removals=" + FILES);
    assertThat(process.exitValue()).as(said).isZero();
  }
}
