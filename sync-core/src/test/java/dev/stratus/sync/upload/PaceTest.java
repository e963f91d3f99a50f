package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private long nanos;
  private final SteadyTime time = new SteadyTime(() -> nanos);
  private final Pace pace = new Pace(time, 2);

  @Test
  void aPersonsWorkPausesNothing() {
    for (int i = 0; i < 100; i++) {
      pace.changed();
      pass(50);
    }
    assertThat(pace.pausedUntil(16)).isLessThan(time.millis());
  }

  @Test
  void aShortUnpackingLeavesNoUploads() {
    changeAtOnce(100);
    assertThat(pace.pausedUntil(0)).isGreaterThan(time.millis());
  }

  @Test
  void aLongUnpackingLeavesAFewUploads() {
    for (int i = 0; i < 120; i++) {
      changeAtOnce(25);
      pass(25);
    }
    assertThat(pace.pausedUntil(2)).isGreaterThan(time.millis());
    assertThat(pace.pausedUntil(1)).isLessThan(time.millis());
  }

  @Test
  void eachBurstHasItsOwnPause() {
    for (int i = 0; i < 120; i++) {
      changeAtOnce(25);
      pass(25);
    }
    pass(1_000);
    changeAtOnce(100);
    assertThat(pace.pausedUntil(0)).isGreaterThan(time.millis());
  }

  @Test
  void thePauseEndsSoonAfterTheLastChange() {
    changeAtOnce(100);
    pass(51);
    assertThat(pace.pausedUntil(16)).isLessThan(time.millis());
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void changeAtOnce(int count) {
    for (int i = 0; i < count; i++) {
      pace.changed();
    }
  }
}
