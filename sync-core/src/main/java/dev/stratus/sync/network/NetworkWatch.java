package dev.stratus.sync.network;

import dev.stratus.cloud.CloudFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the cloud answers: what the last requests came to. */
public final class NetworkWatch {

  /** Why the cloud does not answer, and since when. */
  public record Trouble(CloudFailure failure, String reason, Instant since) {}

  /** A shorter trouble is a hiccup: nobody has to be told that it is over. */
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private final Clock clock;
  private final Runnable back;
  private volatile @Nullable Trouble trouble;

  /**
   * @param back told when the cloud answers after an outage; returns at once
   */
  public NetworkWatch(Clock clock, Runnable back) {
    this.clock = clock;
    this.back = back;
  }

  /** A request was answered, be it with a refusal. */
  public void answered() {
    Trouble over = trouble;
    if (over != null) {
      trouble = null;
      if (isOutage(over)) {
        back.run();
      }
    }
  }

  /** A request came to nothing. */
  public void failed(CloudFailure failure, String reason) {
    if (failure == CloudFailure.CANCELLED) {
      // Whoever asked gave up, which tells nothing of the cloud.
      return;
    }
    if (!failure.outcomeUnknown() && failure != CloudFailure.BAD_CREDENTIALS) {
      answered();
      return;
    }
    Trouble known = trouble;
    trouble = new Trouble(failure, reason, known == null ? clock.instant() : known.since());
  }

  /** A program waited in vain for so long; requests that were not answered may fail much later. */
  public void silent(Duration waited, String reason) {
    Instant since = clock.instant().minus(waited);
    Trouble known = trouble;
    trouble =
        known != null && known.since().isBefore(since)
            ? known
            : new Trouble(CloudFailure.TIMED_OUT, reason, since);
  }

  /** Why the cloud does not answer now. */
  public Optional<Trouble> error() {
    return Optional.ofNullable(trouble);
  }

  /** The same, unless it may be a hiccup. */
  public Optional<Trouble> outage() {
    return error().filter(this::isOutage);
  }

  private boolean isOutage(Trouble of) {
    return of.since().plus(OUTAGE).isBefore(clock.instant());
  }
}
