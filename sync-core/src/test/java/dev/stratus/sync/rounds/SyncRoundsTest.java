package dev.stratus.sync.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SyncRoundsTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final RoundFacts QUIET = new RoundFacts(false, false, false, Set.of());
  private static final RoundFacts UPLOADING = new RoundFacts(false, true, true, Set.of());

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final BlockingQueue<SyncSaying> heard = new LinkedBlockingQueue<>();
  private volatile RoundFacts facts = QUIET;

  private final RoundSource source =
      new RoundSource() {
        @Override
        public RoundFacts look() {
          looks.incrementAndGet();
          return facts;
        }

        @Override
        public void begin() {
          begun.incrementAndGet();
        }

        @Override
        public void ended() {
          ended.incrementAndGet();
        }

        @Override
        public void succeeded() {
          succeeded.incrementAndGet();
        }
      };

  private final SyncRounds rounds = new SyncRounds(source, false, 5);

  @BeforeEach
  void start() throws InterruptedException {
    rounds.start();
    rounds.subscribe(heard::add);
    assertThat(next()).isEqualTo(new SyncSaying(SyncSaying.State.COMPLETED, null));
  }

  @AfterEach
  void close() {
    rounds.close();
  }

  private @Nullable SyncSaying next() throws InterruptedException {
    return heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private static SyncSaying saying(SyncSaying.State state) {
    return new SyncSaying(state, null);
  }

  private void awaitLook() {
    int seen = looks.get();
    await().atMost(BOUND).until(() -> looks.get() > seen + 1);
  }

  @Test
  void aRoundIsToldFromItsBeginningToItsEnd() throws Exception {
    facts = UPLOADING;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.UPLOADING));
    facts = QUIET;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.COMPLETED));
    assertThat(succeeded).hasValue(1);
  }

  @Test
  void aStartDuringARoundIsOneMoreRoundAfterIt() throws Exception {
    facts = UPLOADING;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.UPLOADING));
    rounds.begin();
    rounds.begin();
    awaitLook();
    assertThat(begun).hasValue(0);
    facts = QUIET;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.COMPLETED));
    assertThat(next()).isEqualTo(saying(SyncSaying.State.DOWNLOADING));
    assertThat(next()).isEqualTo(saying(SyncSaying.State.COMPLETED));
    assertThat(begun).hasValue(1);
    assertThat(succeeded).hasValue(2);
    await().atMost(BOUND).until(() -> ended.get() == 1);
  }

  @Test
  void ofSeveralTroublesInARoundTheFirstInOrderIsTold() throws Exception {
    facts = UPLOADING;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.UPLOADING));
    facts = new RoundFacts(false, true, true, Set.of(Trouble.CLOUD_STORAGE_FULL));
    awaitLook();
    facts = new RoundFacts(false, true, true, Set.of(Trouble.BATTERY_LEVEL_WARNING));
    awaitLook();
    facts = new RoundFacts(false, false, true, Set.of(Trouble.REMOTE_SERVER_ABNORMAL));
    assertThat(next())
        .isEqualTo(new SyncSaying(SyncSaying.State.UPLOAD_FAILED, Trouble.BATTERY_LEVEL_WARNING));
    assertThat(succeeded).hasValue(0);
  }

  @Test
  void whatEndsATroubleLetsItGoOn() throws Exception {
    facts = new RoundFacts(false, false, false, Set.of(Trouble.NETWORK_UNAVAILABLE));
    assertThat(next())
        .isEqualTo(new SyncSaying(SyncSaying.State.DOWNLOAD_FAILED, Trouble.NETWORK_UNAVAILABLE));
    facts = UPLOADING;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.UPLOADING));
    facts = QUIET;
    assertThat(next()).isEqualTo(saying(SyncSaying.State.COMPLETED));
  }

  @Test
  void aStoppedSyncStaysSoUntilARoundIsAskedFor() throws Exception {
    rounds.stop();
    assertThat(next()).isEqualTo(saying(SyncSaying.State.STOPPED));
    facts = UPLOADING;
    awaitLook();
    rounds.subscribe(heard::add);
    assertThat(next()).isEqualTo(saying(SyncSaying.State.STOPPED));
    rounds.begin();
    assertThat(next()).isEqualTo(saying(SyncSaying.State.DOWNLOADING));
    assertThat(begun).hasValue(1);
  }
}
