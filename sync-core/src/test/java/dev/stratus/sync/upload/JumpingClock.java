package dev.stratus.sync.upload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on by itself, and jumps when it is told to. */
public final class JumpingClock extends Clock {

  private final Clock base = Clock.systemUTC();
  private volatile Duration ahead = Duration.ZERO;

  /** Goes so much further, or back. */
  public void jump(Duration time) {
    ahead = ahead.plus(time);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for another zone");
  }
}
