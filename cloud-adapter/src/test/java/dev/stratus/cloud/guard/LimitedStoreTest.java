package dev.stratus.cloud.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.Lane;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitedStoreTest {

  private static final int BYTES = 128 << 10;
  private static final ObjectKey BULK = new ObjectKey("bulk");
  private static final ObjectKey WAITED = new ObjectKey("waited-for");

  private static final GuardSettings FOUR_OF_EACH =
      new GuardSettings(1, Duration.ZERO, Duration.ZERO, 4, 4, Duration.ofSeconds(30), 0, 0);

  private final MemoryStore memory = new MemoryStore();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ETag etag = new ETag("none");

  @BeforeEach
  void fill() throws IOException {
    memory.put(BULK, Body.of(new byte[BYTES]), Map.of(), Precondition.none());
    etag = memory.put(WAITED, Body.of(new byte[BYTES]), Map.of(), Precondition.none());
  }

  @AfterEach
  void close() throws InterruptedException {
    memory.faults().clear();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    memory.close();
  }

  private List<Future<?>> bulk(CloudStore store, int count) {
    return IntStream.range(0, count)
        .<Future<?>>mapToObj(n -> threads.submit(() -> read(store, BULK, false)))
        .toList();
  }

  private void read(CloudStore store, ObjectKey key, boolean urgent) {
    try {
      Lane.run(
          () -> urgent,
          () -> {
            try (ObjectBody body = store.get(key, etag, new ByteRange(0, BYTES))) {
              assertThat(body.stream().readAllBytes()).hasSize(BYTES);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPlaceIsKeptForWhatSomebodyWaitsFor() {
    CloudStore store = new LimitedStore(memory, FOUR_OF_EACH);
    Injection hang = memory.faults().on(Verb.GET).key(BULK.value()::equals).inject(Fault.hang());
    bulk(store, 10);
    await().until(() -> hang.hits() == 3);

    read(store, WAITED, true);

    assertThat(hang.hits()).isEqualTo(3);
  }

  @Test
  void aPlaceIsKeptForALookThatSomebodyWaitsForToo() throws Exception {
    CloudStore store = new LimitedStore(memory, FOUR_OF_EACH);
    Injection hang = memory.faults().on(Verb.STAT).key(BULK.value()::equals).inject(Fault.hang());
    List<Future<ObjectInfo>> looks =
        IntStream.range(0, 10).mapToObj(n -> threads.submit(() -> store.stat(BULK))).toList();
    await().until(() -> hang.hits() == 3);

    assertThat(Lane.call(() -> true, () -> store.stat(WAITED)).etag()).isEqualTo(etag);
    assertThat(looks).noneMatch(Future::isDone);
  }

  @Test
  void bytesThatSomebodyWaitsForPassFirst() throws Exception {
    CloudStore store = new LimitedStore(memory, GuardSettings.DEFAULT.withRates(0, 256 << 10));
    List<Future<?>> bulk = bulk(store, 6);
    await().until(() -> memory.counts().of(Verb.GET) == 6);

    threads.submit(() -> read(store, WAITED, true)).get();

    assertThat(bulk).noneMatch(Future::isDone);
    for (Future<?> each : bulk) {
      each.get();
    }
  }

  @Test
  void bytesPassNoFasterThanTheLimit() {
    CloudStore store = new LimitedStore(memory, GuardSettings.DEFAULT.withRates(0, 256 << 10));
    long start = System.nanoTime();
    read(store, WAITED, true);
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
  }
}
