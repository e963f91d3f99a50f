package dev.stratus.sync.upload;

import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One mount of a bucket that others change too; its first listing is over when a test begins. */
abstract class MountedTest {

  @TempDir Path directory;

  final MemoryBucket bucket = new MemoryBucket();
  Rig rig;

  @BeforeEach
  void start() throws IOException {
    rig = Rig.started(directory, bucket);
    await().atMost(Rig.BOUND).until(() -> rig.remote.isComplete());
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }
}
