package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.upload.JumpingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many operations of the view against a plain model, with outages, evictions, restarts, jumps of
 * the clock and another client's changes between them: folder and model agree after each step,
 * folder and bucket at the end. {@code -Dstratus.model.seed}, {@code .runs} and {@code .steps} make
 * it another one, or longer; fewer steps of the same seed are its beginning.
 */
final class ModelTest {

  private static final long SEED = Long.getLong("stratus.model.seed", 1);
  private static final int RUNS = Integer.getInteger("stratus.model.runs", 2);
  private static final int STEPS = Integer.getInteger("stratus.model.steps", 1_000);

  private static final int RESTART = 400;
  private static final int OUTAGE = 100;
  private static final int VISIT = 250;
  private static final int MOST_EDITS = 8;
  private static final int DISPUTES = 3;
  private static final long END_MILLIS = 60_000;
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  @TempDir Path directory;
  private final MemoryBucket bucket =
      new MemoryBucket(new OneByOneClock().withZone(ZoneOffset.UTC));
  private final JumpingClock clock = new JumpingClock();
  private Capabilities capabilities = MemoryStore.LIKE_MINIO;
  private MemoryStore store = store();

  @SuppressWarnings("NullAway.Init") // mount() makes it
  private CoreUnderTest core;

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + RUNS);
  }

  private MemoryStore store() {
    return new MemoryStore(bucket, capabilities);
  }

  private void mount() throws Exception {
    store = store();
    core = new CoreUnderTest(directory, "boot", store, CoreUnderTest.hasty(clock));
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void folderModelAndBucketAgree(long seed) throws Exception {
    Random random = new Random(~seed);
    capabilities = MemoryStore.LIKE_MINIO.withNotifies(seed % 2 != 0);
    mount();
    RandomWork work = new RandomWork(core.view(), seed);
    OtherClient other = new OtherClient(bucket, work.model(), random);
    work.allowOutages(true);
    for (int i = 1; i <= STEPS; i++) {
      work.step();
      if (i % RESTART == 0) {
        core.close();
        mount();
        work.remounted(core.view());
      }
      if (i % VISIT == 0) {
        settle(work);
        for (int edits = random.nextInt(MOST_EDITS); edits > 0; edits--) {
          other.edit();
        }
        awaitAgreement(work);
        work.model().learnt();
        dispute(work, new Dispute(work.place(), other, random));
        work.allowOutages(true);
      }
      if (i % OUTAGE == 0) {
        disturb(random);
      }
    }
    work.releaseAll();
    settle(work);
    try (CloudStore direct = store()) {
      CoreUnderTest.compareBucket(direct, work.model());
    }
    assertThat(core.core().control().check(new CheckRequest(false), progress -> {}).findings())
        .as("what a check finds")
        .isEmpty();
  }

  /** Some time of lost answers and broken requests, or none. */
  private void disturb(Random random) throws Exception {
    store.faults().clear();
    if (random.nextInt(3) == 0) {
      clock.jump(Duration.ofMinutes(random.nextInt(720) - 360));
    }
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
    askForRound();
  }

  /** That it is refused while the cloud does not answer is part of the disturbance. */
  private void askForRound() throws Exception {
    try {
      core.core().control().startSync();
    } catch (ControlException e) {
      assertThat(e.failure()).isEqualTo(ControlFailure.UNREACHABLE);
    }
  }

  private void dispute(RandomWork work, Dispute dispute) throws Exception {
    core.core().control().stopSync();
    for (int i = 0; i < DISPUTES; i++) {
      dispute.begin();
    }
    core.core().control().startSync();
    awaitQuietly().untilAsserted(dispute::findCopies);
    settle(work);
    work.model().learnt();
  }

  private void settle(RandomWork work) throws Exception {
    store.faults().clear();
    work.allowOutages(false);
    core.awaitSynced(END_MILLIS);
    awaitAgreement(work);
  }

  private static void awaitAgreement(RandomWork work) {
    awaitQuietly().untilAsserted(work::compareAll);
  }

  /** A file whose fetch has just failed refuses more reads for a second. */
  private static ConditionFactory awaitQuietly() {
    return await()
        .atMost(BOUND)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .ignoreExceptionsInstanceOf(FsException.class);
  }
}
