package dev.stratus.cloud.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedStoreTest {

  private static final ObjectKey KEY = new ObjectKey("a");
  private static final Body BODY = Body.of(new byte[1000]);

  private static final GuardSettings QUICK =
      new GuardSettings(
          3, Duration.ofMillis(1), Duration.ofMillis(5), 2, 2, Duration.ofMillis(300), 0, 0);

  private final MemoryStore memory = new MemoryStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CloudStore store = GuardedStore.of(memory, QUICK, registry);

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @EnumSource(CloudFailure.class)
  void readsAreSentAgainAfterWhatMayPass(CloudFailure failure) throws Exception {
    put(Precondition.none());
    memory.faults().on(Verb.STAT).times(2).inject(Fault.fail(failure));

    CloudFailure seen = failure(() -> store.stat(KEY));

    assertThat(seen).isEqualTo(failure.retryable() ? null : failure);
    assertThat(memory.counts().of(Verb.STAT)).isEqualTo(failure.retryable() ? 3 : 1);
  }

  @Test
  void attemptsAreLimited() {
    memory.faults().on(Verb.LIST).inject(Fault.fail(CloudFailure.SERVER_ERROR));
    assertThat(failure(() -> store.listMultipart(""))).isNull();
    assertThat(failure(() -> store.list(ListRequest.flat(""), "")))
        .isEqualTo(CloudFailure.SERVER_ERROR);
    assertThat(memory.counts().of(Verb.LIST)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(CloudFailure.class)
  void aChangeUnderAPreconditionIsSentAgainOnlyWhenSurelyNothingWasDone(CloudFailure failure) {
    memory.faults().on(Verb.PUT).times(1).inject(Fault.fail(failure));

    CloudFailure seen = failure(() -> put(Precondition.absent()));

    boolean surely =
        switch (failure) {
          case THROTTLED, CLOCK_SKEW, CHECKSUM_MISMATCH, UNREACHABLE -> true;
          default -> false;
        };
    assertThat(seen).isEqualTo(surely ? null : failure);
    assertThat(memory.counts().of(Verb.PUT)).isEqualTo(surely ? 2 : 1);
  }

  @Test
  void aLostReplyToAConditionalPutReachesTheCaller() {
    memory.faults().on(Verb.PUT).inject(Fault.loseReply());

    assertThat(failure(() -> put(Precondition.absent()))).isEqualTo(CloudFailure.TIMED_OUT);
    assertThat(memory.counts().of(Verb.PUT)).isEqualTo(1);
  }

  @Test
  void aPutWithoutPreconditionIsSentAgain() throws Exception {
    memory.faults().on(Verb.PUT).times(1).inject(Fault.loseReply());

    put(Precondition.none());

    assertThat(memory.counts().of(Verb.PUT)).isEqualTo(2);
    assertThat(memory.bucket().bytes("a")).hasSize(1000);
  }

  @Test
  void anInterruptEndsThePauseBetweenTwoAttempts() {
    CloudStore patient =
        GuardedStore.of(
            memory,
            new GuardSettings(
                3, Duration.ofMinutes(1), Duration.ofMinutes(1), 2, 2, Duration.ofSeconds(1), 0, 0),
            registry);
    memory.faults().on(Verb.STAT).inject(Fault.fail(CloudFailure.THROTTLED));
    List<@Nullable CloudFailure> seen = new ArrayList<>();
    Thread thread = new Thread(() -> seen.add(failure(() -> patient.stat(KEY))));
    thread.start();

    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();

    await().until(() -> !thread.isAlive());
    assertThat(seen).containsExactly(CloudFailure.CANCELLED);
  }

  @Test
  void onlySoManyTransfersRunAtOnceAndLooksPassBeside() throws Exception {
    ETag etag = put(Precondition.none());
    ObjectBody one = get(etag);
    ObjectBody two = get(etag);

    assertThat(failure(() -> get(etag))).isEqualTo(CloudFailure.TIMED_OUT);
    assertThat(store.stat(KEY).etag()).isEqualTo(etag);

    one.close();
    one.close();
    ObjectBody three = get(etag);
    assertThat(failure(() -> get(etag))).isEqualTo(CloudFailure.TIMED_OUT);
    two.close();
    three.close();
  }

  @Test
  void aRequestThatFailsGivesItsTurnBack() throws Exception {
    put(Precondition.none());
    try (Injection injection =
        memory.faults().on(Verb.GET).inject(Fault.fail(CloudFailure.NOT_FOUND))) {
      for (int i = 0; i < 5; i++) {
        assertThat(failure(() -> get(new ETag("x")))).isEqualTo(CloudFailure.NOT_FOUND);
      }
      assertThat(injection.hits()).isEqualTo(5);
    }
    get(store.stat(KEY).etag()).close();
  }

  @Test
  void bytesAreHeldToTheirRate() throws Exception {
    ETag etag = put(Precondition.none());
    CloudStore slow =
        GuardedStore.of(memory, GuardSettings.DEFAULT.withRates(5000, 5000), registry);

    long start = System.nanoTime();
    slow.put(KEY, BODY, Map.of(), Precondition.none());
    slow.put(KEY, BODY, Map.of(), Precondition.none());
    try (ObjectBody body = slow.get(KEY, etag, new ByteRange(0, 1000))) {
      assertThat(body.stream().readAllBytes()).hasSize(1000);
    }
    // 2,000 bytes up and 1,000 down; the first tick of 250 bytes each is free.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void metersTellVerbsOutcomesAndBytes() throws Exception {
    ETag etag = put(Precondition.none());
    try (ObjectBody body = get(etag)) {
      assertThat(body.stream().readAllBytes()).hasSize(1000);
    }
    assertThat(failure(() -> store.stat(new ObjectKey("nothing")))).isNotNull();

    assertThat(count("put", "done")).isEqualTo(1);
    assertThat(count("get", "done")).isEqualTo(1);
    assertThat(count("stat", "not_found")).isEqualTo(1);
    assertThat(registry.get("stratus.cloud.bytes").tag("direction", "up").counter().count())
        .isEqualTo(1000);
    assertThat(registry.get("stratus.cloud.bytes").tag("direction", "down").counter().count())
        .isEqualTo(1000);
  }

  @Test
  void aPauseTakesNobodysPlace() throws Exception {
    put(Precondition.none());
    memory.faults().on(Verb.STAT).times(40).inject(Fault.fail(CloudFailure.THROTTLED));
    List<CompletableFuture<@Nullable CloudFailure>> stats = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stats.add(CompletableFuture.supplyAsync(() -> failure(() -> store.stat(KEY))));
    }
    for (CompletableFuture<@Nullable CloudFailure> stat : stats) {
      assertThat(stat.get(10, TimeUnit.SECONDS)).isEqualTo(CloudFailure.THROTTLED);
    }
    assertThat(memory.counts().peak()).isLessThanOrEqualTo(2);
  }

  private long count(String verb, String outcome) {
    return registry
        .get("stratus.cloud.requests")
        .tag("verb", verb)
        .tag("outcome", outcome)
        .timer()
        .count();
  }

  private ETag put(Precondition precondition) throws CloudException {
    return store.put(KEY, BODY, Map.of(), precondition);
  }

  private ObjectBody get(ETag etag) throws IOException {
    return store.get(KEY, etag, new ByteRange(0, 1000));
  }

  private static @Nullable CloudFailure failure(ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    return e == null ? null : e.failure();
  }
}
