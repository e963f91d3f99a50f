package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.guard.GuardSettings;
import dev.stratus.cloud.guard.GuardedStore;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.cloud.s3.FaultProxy;
import dev.stratus.cloud.s3.MinioServer;
import dev.stratus.cloud.s3.S3Settings;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.S3Timeouts;
import dev.stratus.cloud.s3.Trouble;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random work while a proxy before a real server does what networks and servers do at their worst:
 * nothing that was answered is lost or torn, bucket and folder agree at the end, and nothing that
 * was done without an answer became a conflict.
 *
 * <p>{@code -Dstratus.fault.seed}, {@code .runs} and {@code .steps} make it another one, or longer;
 * {@code -Dstratus.test.log=DEBUG} shows each step and each request.
 */
@Tag("minio")
final class FaultTest {

  private static final long SEED = Long.getLong("stratus.fault.seed", 1);
  private static final int RUNS = Integer.getInteger("stratus.fault.runs", 2);
  private static final int STEPS = Integer.getInteger("stratus.fault.steps", 250);

  /** In an outage few requests are sent; some kind of trouble may take its time. */
  private static final int MOST_STEPS = 4 * STEPS;

  /** Short enough for a test, long enough for a busy machine. */
  private static final S3Timeouts IMPATIENT =
      new S3Timeouts(
          Duration.ofSeconds(2),
          Duration.ofMillis(800),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  private static final GuardSettings GUARD =
      new GuardSettings(
          3, Duration.ofMillis(5), Duration.ofMillis(40), 64, 32, Duration.ofSeconds(30), 0, 0);

  /** So many of all requests meet a trouble. */
  private static final double SHARE = 0.25;

  /** So many requests come between two steps, unless they take too long. */
  private static final int REQUESTS = 3;

  private static final long MOST_MILLIS = 30;

  /** After so many steps what waits after a failure is tried again. */
  private static final int RETRY = 10;

  private static final long END_MILLIS = 60_000;

  @SuppressWarnings("NullAway.Init") // JUnit starts it first
  private static MinioServer minio;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    minio = MinioServer.start();
  }

  @AfterAll
  static void stop() {
    minio.close();
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + RUNS);
  }

  private static CloudStore store(URI endpoint, String bucket) throws IOException {
    S3Settings server = minio.settings(bucket);
    S3Settings settings =
        new S3Settings(endpoint, server.region(), bucket, server.credentials(), IMPATIENT);
    Capabilities capabilities = MemoryStore.LIKE_MINIO.withNotifies(false);
    return GuardedStore.of(new S3Store(settings, capabilities), GUARD, new SimpleMeterRegistry());
  }

  private static void createBucket(String bucket) throws IOException {
    try (S3Store store = new S3Store(minio.settings(bucket), Capabilities.none())) {
      store.bucket().create();
    }
  }

  private static boolean isMet(FaultProxy proxy, Set<Trouble> troubles) {
    return proxy.counts().keySet().containsAll(troubles);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bucketAndFolderAgreeAtTheEnd(long seed) throws Exception {
    String bucket = "faults-" + seed;
    createBucket(bucket);
    Set<Trouble> troubles = EnumSet.allOf(Trouble.class);
    try (FaultProxy proxy = FaultProxy.before(minio.endpoint(), seed);
        CoreUnderTest core = new CoreUnderTest(directory, "boot", store(proxy.endpoint(), bucket));
        CloudStore direct = store(minio.endpoint(), bucket)) {
      RandomWork work = new RandomWork(core.view(), seed);
      work.allowOutages(true);
      proxy.trouble(SHARE, troubles);
      for (int i = 0; i < STEPS || (i < MOST_STEPS && !isMet(proxy, troubles)); i++) {
        work.step();
        if (i % RETRY == 0) {
          core.core().control().retry("");
        }
        proxy.awaitRequests(proxy.requests() + REQUESTS, MOST_MILLIS);
      }
      work.releaseAll();
      proxy.calm();
      work.allowOutages(false);
      core.awaitSynced(END_MILLIS);
      work.compareAll();
      CoreUnderTest.compareBucket(direct, work.model());
      assertThat(proxy.counts().keySet()).as("troubles that were met").isEqualTo(troubles);
    }
  }
}
