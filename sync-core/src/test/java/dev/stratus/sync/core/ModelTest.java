package dev.stratus.sync.core;

import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many operations of the view against a plain model, with outages, evictions and restarts between
 * them: folder and model agree after each step, folder and bucket at the end. {@code
 * -Dstratus.model.seed}, {@code .runs} and {@code .steps} make it another one, or longer; fewer
 * steps of the same seed are its beginning.
 */
final class ModelTest {

  private static final long SEED = Long.getLong("stratus.model.seed", 1);
  private static final int RUNS = Integer.getInteger("stratus.model.runs", 2);
  private static final int STEPS = Integer.getInteger("stratus.model.steps", 1_000);

  private static final int RESTART = 400;
  private static final int OUTAGE = 100;
  private static final long END_MILLIS = 60_000;
  private static final Duration BOUND = Duration.ofSeconds(5);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + RUNS);
  }

  private MemoryStore store() {
    return new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void folderModelAndBucketAgree(long seed) throws Exception {
    Random random = new Random(~seed);
    MemoryStore store = store();
    CoreUnderTest core = new CoreUnderTest(directory, "boot", store);
    try {
      RandomWork work = new RandomWork(core.view(), seed);
      work.allowOutages(true);
      for (int i = 1; i <= STEPS; i++) {
        work.step();
        if (i % RESTART == 0) {
          core.close();
          store = store();
          core = new CoreUnderTest(directory, "boot", store);
          work.remounted(core.view());
        } else if (i % OUTAGE == 0) {
          disturb(store, random);
          core.core().control().startSync();
        }
      }
      work.releaseAll();
      store.faults().clear();
      work.allowOutages(false);
      core.awaitSynced(END_MILLIS);
      // A file whose fetch has just failed refuses more reads for a second.
      await()
          .atMost(BOUND)
          .ignoreExceptionsInstanceOf(FsException.class)
          .untilAsserted(work::compareAll);
      try (CloudStore direct = store()) {
        CoreUnderTest.compareBucket(direct, work.model());
      }
    } finally {
      core.close();
    }
  }

  /** Some time of lost answers and broken requests, or none. */
  private static void disturb(MemoryStore store, Random random) {
    store.faults().clear();
    if (random.nextBoolean()) {
      store
          .faults()
          .on(Verb.PUT, Verb.COPY, Verb.DELETE, Verb.GET, Verb.STAT)
          .chance(random.nextLong(), 0.3)
          .inject(
              Fault.loseReply(),
              Fault.fail(CloudFailure.SERVER_ERROR),
              Fault.fail(CloudFailure.TIMED_OUT));
    }
  }
}
