package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.index.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who goes up first, and that nobody is in everybody's way. */
final class FairOrderTest {

  private static final int LARGE = 64 << 10;

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private @Nullable Rig rig;

  @AfterEach
  void stop() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  private Rig mount(int workers, Duration quiet) throws IOException {
    UploadSettings settings =
        new UploadSettings(workers, 2, quiet, Duration.ofSeconds(60), 1 << 10, LARGE, 5 << 20);
    Rig mounted = new Rig(directory, new MemoryStore(bucket, MemoryStore.LIKE_MINIO), settings, "");
    rig = mounted;
    mounted.start();
    return mounted;
  }

  @Test
  void smallFilesPassLargeOnesThatAreStuck() throws Exception {
    Rig mount = mount(6, Duration.ofMillis(10));
    Injection stuck = mount.cloud.faults().on(Verb.PUT_PART).inject(Fault.hang());
    for (int i = 0; i < 12; i++) {
      mount.create("large" + i, new byte[LARGE]);
    }
    await().atMost(Rig.BOUND).until(() -> stuck.hits() == 2);
    mount.create("small", "x");
    await().atMost(Rig.BOUND).until(() -> mount.keys().contains("small"));
    stuck.close();
    mount.quiet();
    assertThat(mount.keys()).hasSize(13);
  }

  @Test
  void whatSomebodyWaitsForDoesNotWaitForQuiet() throws Exception {
    Rig mount = mount(2, Duration.ofSeconds(30));
    mount.create("a", "x");
    mount.create("b", "y");
    Entry wanted = mount.paths.findEntry("b").orElseThrow();
    mount.uploader.hurry(wanted.id());
    await().atMost(Duration.ofSeconds(10)).until(() -> mount.keys().contains("b"));
    assertThat(mount.keys()).doesNotContain("a");
  }

  @Test
  void aHurriedJobGoesBeforeOthersThatAreDue() throws Exception {
    WorkQueue queue = new WorkQueue(new SteadyTime(System::nanoTime), 1);
    for (long entry = 0; entry < 5; entry++) {
      queue.offer(new Job.Name(entry), -1_000);
    }
    queue.hurry(new Job.Name(3));
    assertThat(queue.take()).isEqualTo(new Job.Name(3));
    assertThat(queue.take()).isEqualTo(new Job.Name(0));
  }
}
