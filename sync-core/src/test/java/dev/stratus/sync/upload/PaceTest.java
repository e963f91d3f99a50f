package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final SetClock clock = new SetClock();
  private final Pace pace = new Pace(clock, 2);

  @Test
  void aPersonsWorkPausesNothing() {
    for (int i = 0; i < 100; i++) {
      pace.changed();
      clock.millis += 50;
    }
    assertThat(pace.pausedUntil(16)).isLessThan(clock.millis);
  }

  @Test
  void aShortUnpackingLeavesNoUploads() {
    changeAtOnce(100);
    assertThat(pace.pausedUntil(0)).isGreaterThan(clock.millis);
  }

  @Test
  void aLongUnpackingLeavesAFewUploads() {
    for (int i = 0; i < 30; i++) {
      changeAtOnce(100);
      clock.millis += 100;
    }
    assertThat(pace.pausedUntil(2)).isGreaterThan(clock.millis);
    assertThat(pace.pausedUntil(1)).isLessThan(clock.millis);
  }

  @Test
  void eachBurstHasItsOwnPause() {
    for (int i = 0; i < 30; i++) {
      changeAtOnce(100);
      clock.millis += 100;
    }
    clock.millis += 1_000;
    changeAtOnce(100);
    assertThat(pace.pausedUntil(0)).isGreaterThan(clock.millis);
  }

  @Test
  void thePauseEndsSoonAfterTheLastChange() {
    changeAtOnce(100);
    clock.millis += 201;
    assertThat(pace.pausedUntil(16)).isLessThan(clock.millis);
  }

  private void changeAtOnce(int count) {
    for (int i = 0; i < count; i++) {
      pace.changed();
    }
  }

  private static final class SetClock extends Clock {
    private long millis = 1_700_000_000_000L;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone only");
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
