package dev.stratus.sync.upload;

import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set back, as a wrong one is when the network comes, puts no upload off. */
final class ClockJumpTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration BACK = Duration.ofHours(-6);

  @TempDir Path directory;

  private final JumpingClock clock = new JumpingClock();
  private final MemoryStore store = new MemoryStore(new MemoryBucket(), MemoryStore.LIKE_MINIO);
  private Rig rig;

  @BeforeEach
  void mount() throws IOException {
    UploadSettings settings = UploadSettings.defaults().withQuiet(Duration.ofMillis(200));
    rig = new Rig(directory, store, settings, "", clock);
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void awaitUploaded(String key) {
    await().atMost(BOUND).until(() -> rig.keys().contains(key));
  }

  @Test
  void whatWaitsForQuiet() throws Exception {
    rig.create("a", "x");
    clock.jump(BACK);
    awaitUploaded("a");
  }

  @Test
  void whatWaitsAfterAFailure() throws Exception {
    Injection failing =
        store.faults().on(Verb.PUT).times(1).inject(Fault.fail(CloudFailure.SERVER_ERROR));
    rig.create("a", "x");
    await().atMost(BOUND).until(() -> failing.hits() == 1);
    clock.jump(BACK);
    awaitUploaded("a");
  }

  @Test
  void whatWaitsForTheCloud() throws Exception {
    Injection away = store.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE));
    rig.create("a", "x");
    await().atMost(BOUND).until(() -> away.hits() > 0);
    clock.jump(BACK);
    away.close();
    awaitUploaded("a");
  }
}
