package dev.stratus.cloud.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryFaultsTest {

  private static final ObjectKey KEY = new ObjectKey("a");
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  private final MemoryStore store = new MemoryStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aFailureStrikesTheMatchingRequestsAndNoOthers() throws CloudException {
    Injection injection =
        store
            .faults()
            .on(Verb.PUT)
            .key("a"::equals)
            .skip(1)
            .times(1)
            .inject(Fault.fail(CloudFailure.THROTTLED));

    put(KEY);
    put(new ObjectKey("b"));
    assertThat(failure(() -> put(KEY))).isEqualTo(CloudFailure.THROTTLED);
    put(KEY);

    assertThat(injection.hits()).isEqualTo(1);
    assertThat(store.counts().of(Verb.PUT)).isEqualTo(4);
  }

  @Test
  void aLostReplyMeansThatItWasDone() {
    store.faults().on(Verb.PUT).inject(Fault.loseReply());

    assertThat(failure(() -> put(KEY))).isEqualTo(CloudFailure.TIMED_OUT);
    assertThat(store.bucket().bytes("a")).isEqualTo(BYTES);
  }

  @Test
  void whatHangsGoesOnWhenReleased() {
    Injection hang = store.faults().on(Verb.PUT).inject(Fault.hang());
    CompletableFuture<@Nullable CloudFailure> putting =
        CompletableFuture.supplyAsync(() -> failure(() -> put(KEY)));

    await().until(() -> store.counts().inFlight() == 1);
    assertThat(store.bucket().keys()).isEmpty();
    hang.release();

    assertThat(putting).succeedsWithin(Duration.ofSeconds(10)).isNull();
    assertThat(store.bucket().keys()).containsExactly("a");
  }

  @Test
  void closeEndsWhatHangs() {
    store.faults().on(Verb.PUT).inject(Fault.hang());
    CompletableFuture<@Nullable CloudFailure> putting =
        CompletableFuture.supplyAsync(() -> failure(() -> put(KEY)));

    await().until(() -> store.counts().inFlight() == 1);
    store.close();

    assertThat(putting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(CloudFailure.CANCELLED);
  }

  @Test
  void aBodyIsCutAfterSoManyBytes() throws Exception {
    ETag etag = put(KEY);
    store.faults().on(Verb.GET).inject(Fault.cutAfter(3));

    try (ObjectBody body = store.get(KEY, etag, new ByteRange(1, 5))) {
      byte[] three = new byte[3];
      assertThat(body.stream().readNBytes(three, 0, 3)).isEqualTo(3);
      assertThat(three).containsExactly(2, 3, 4);
      assertThat(failure(() -> body.stream().read())).isEqualTo(CloudFailure.BROKEN_ANSWER);
    }
    assertThat(store.counts().bytesDown()).isEqualTo(3);
  }

  @Test
  void aStalledBodyEndsWithItsClose() throws Exception {
    ETag etag = put(KEY);
    store.faults().on(Verb.GET).inject(Fault.hangAfter(2));
    ObjectBody body = store.get(KEY, etag, new ByteRange(0, 5));
    CompletableFuture<@Nullable CloudFailure> reading =
        CompletableFuture.supplyAsync(() -> failure(() -> body.stream().readAllBytes()));

    await().until(() -> store.counts().bytesDown() == 2);
    body.close();

    assertThat(reading).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(CloudFailure.CANCELLED);
  }

  @Test
  void aLieAboutTheETagIsNoticedByAGet() throws Exception {
    ETag etag = put(KEY);
    store.faults().on(Verb.GET, Verb.STAT).inject(Fault.wrongETag());

    assertThat(store.stat(KEY).etag()).isNotEqualTo(etag);
    assertThat(failure(() -> store.get(KEY, etag, new ByteRange(0, 1)).close()))
        .isEqualTo(CloudFailure.BROKEN_ANSWER);
  }

  @Test
  void aWeakServerHasAWindowThatAStrongOneHasNot() throws Exception {
    ETag first = put(KEY);
    MemoryStore weak = new MemoryStore(store.bucket(), Capabilities.none());
    Runnable other = () -> store.bucket().write("a", new byte[] {9}, Map.of());
    weak.faults().on(Verb.PUT).inject(Fault.before(other));
    store.faults().on(Verb.PUT).inject(Fault.before(other));

    weak.put(KEY, Body.of(BYTES), Map.of(), Precondition.matches(first));
    assertThat(store.bucket().bytes("a")).isEqualTo(BYTES);
    assertThat(failure(() -> store.put(KEY, Body.of(BYTES), Map.of(), Precondition.matches(first))))
        .isEqualTo(CloudFailure.PRECONDITION_FAILED);
    assertThat(store.bucket().bytes("a")).containsExactly(9);
  }

  @Test
  void theSameSeedStrikesTheSameRequests() {
    assertThat(outcomes(7)).isEqualTo(outcomes(7)).isNotEqualTo(outcomes(8));
    assertThat(outcomes(7)).contains(true, false);
  }

  private List<Boolean> outcomes(long seed) {
    try (Injection injection =
        store
            .faults()
            .on()
            .chance(seed, 0.5)
            .inject(Fault.fail(CloudFailure.THROTTLED), Fault.loseReply())) {
      assertThat(injection.hits()).isZero();
      return IntStream.range(0, 40).mapToObj(i -> failure(() -> put(KEY)) == null).toList();
    }
  }

  private ETag put(ObjectKey key) throws CloudException {
    return store.put(key, Body.of(BYTES), Map.of(), Precondition.none());
  }

  private static @Nullable CloudFailure failure(ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    return e == null ? null : e.failure();
  }
}
