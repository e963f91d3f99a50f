package dev.stratus.sync.core;

import dev.stratus.sync.check.Compares;
import dev.stratus.sync.remote.RemoteListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The compares that go on behind, for a check. */
record RemoteCompares(RemoteListing remote, Clock clock) implements Compares {

  @Override
  public boolean isListed() {
    return remote.isComplete();
  }

  @Override
  public Optional<Held> held() {
    return remote
        .guard()
        .hold()
        .map(hold -> hold.reason().isOfBucket() ? Held.BUCKET : Held.REMOVALS);
  }

  /** One that was under way already may have passed what it is wanted for. */
  @Override
  public Ended begin() {
    Instant start = clock.instant();
    remote.compareNow();
    return () ->
        remote.trouble().isPresent()
            || held().filter(held -> held == Held.BUCKET).isPresent()
            || begun().filter(begun -> !begun.isBefore(start)).isPresent();
  }

  /** When the last compare began that came to its end. */
  private Optional<Instant> begun() {
    Duration took = remote.lastCompareTook().orElse(Duration.ZERO);
    return remote.lastCompare().map(end -> end.minus(took));
  }
}
