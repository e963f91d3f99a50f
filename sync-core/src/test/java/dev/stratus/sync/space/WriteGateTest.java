package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.download.LocalSide;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers and uploads in virtual time. */
@Timeout(60)
class WriteGateTest {

  private static final int SIZE = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(16);

  @TempDir Path directory;
  private final AtomicLong ticker = new AtomicLong();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final Uploads uploads = new Uploads();
  private SpaceFixture space;
  private CacheLimit limit;
  private WriteGate gate;
  private long changed;

  /** What happens while a writer waits, a second at a time. */
  private interface Second {
    void passes() throws FsException;
  }

  private final class Uploads implements UploadPace {
    private long sent;
    private long pauses;
    private Second second = () -> {};

    @Override
    public long sentBytes() {
      return sent;
    }

    @Override
    public Optional<String> trouble() {
      return Optional.of("the cloud is away");
    }

    @Override
    public void pause() {
      pauses++;
      ticker.addAndGet(Duration.ofSeconds(1).toNanos());
      try {
        second.passes();
      } catch (FsException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void begin() throws FsException {
    space = new SpaceFixture(directory);
    space.ticker = ticker::get;
    limit = space.limit(OptionalLong.of(2 * SIZE));
    gate =
        new WriteGate(
            limit, uploads, new WriteGate.Waiting(interrupted::get, ticker::get, PATIENCE));
    changed = space.local.localFile("changed", LocalSide.bytes(SIZE, 1));
  }

  @AfterEach
  void end() throws FsException {
    limit.close();
    space.close();
  }

  @Test
  void whatFindsRoomDoesNotWait() throws Exception {
    gate.require(SIZE / 2);
    space.local.uploaded(changed, 0);
    gate.require(3 * SIZE / 2);
    assertThat(space.isHere(changed)).isFalse();
    assertThat(uploads.pauses).isZero();
    assertThat(gate.refusal()).isEmpty();
  }

  @Test
  void writersAreSlowedDownToThePaceOfUploadsThenRefused() throws Exception {
    uploads.second = () -> uploads.sent += uploads.pauses <= 100 ? 1000 : 0;
    assertRefused();
    assertThat(uploads.pauses).isBetween(110L, 120L);
    assertThat(gate.refusal())
        .contains("--cache-size is full of changes that are not uploaded yet: the cloud is away");
  }

  @Test
  void afterARefusalNobodyWaitsUntilSomethingMoves() throws Exception {
    assertRefused();
    uploads.pauses = 0;
    assertRefused();
    assertThat(uploads.pauses).isZero();

    uploads.sent = 5;
    uploads.second = () -> space.local.uploaded(changed, 0);
    gate.require(SIZE);
    assertThat(uploads.pauses).isPositive();
    assertThat(gate.refusal()).isEmpty();
  }

  @Test
  void theReasonIsGoneWithTheTrouble() throws Exception {
    assertRefused();
    assertThat(gate.refusal()).isPresent();
    space.local.uploaded(changed, 0);
    ticker.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(gate.refusal()).isEmpty();
  }

  @Test
  void aWriterThatWaitsCanBeInterrupted() {
    uploads.second = () -> interrupted.set(true);
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> gate.require(SIZE))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.INTERRUPTED));
  }

  private void assertRefused() {
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> gate.require(SIZE))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));
  }
}
