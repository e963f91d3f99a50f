package dev.stratus.sync.core;

import dev.stratus.cloud.CloudFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the cloud answers: what the last requests came to. */
public final class NetworkWatch {

  /** Why the cloud does not answer, and since when. */
  public record Trouble(String reason, Instant since) {}

  private final Clock clock;
  private volatile @Nullable Trouble trouble;

  public NetworkWatch(Clock clock) {
    this.clock = clock;
  }

  /** A request was answered, be it with a refusal. */
  public void answered() {
    if (trouble != null) {
      trouble = null;
    }
  }

  /** A request came to nothing. */
  public void failed(CloudFailure failure, String reason) {
    if (!failure.outcomeUnknown() && failure != CloudFailure.BAD_CREDENTIALS) {
      answered();
      return;
    }
    Trouble known = trouble;
    trouble = new Trouble(reason, known == null ? clock.instant() : known.since());
  }

  Optional<Trouble> error() {
    return Optional.ofNullable(trouble);
  }
}
