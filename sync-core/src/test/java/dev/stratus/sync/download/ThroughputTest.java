package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private static final long MIB = 1 << 20;
  private static final long LONG_READ = 1L << 30;

  private final Throughput throughput = new Throughput();
  private long now;

  @Test
  void nothingBoundsWhatIsUnderWayOnALineThatIsNotKnown() {
    throughput.begin(now);
    throughput.answered(millis(20));
    comes(MIB, 200);

    assertThat(throughput.underWay(LONG_READ)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void halfASecondOfTheLineIsUnderWayAndSomeWaysToTheServer() {
    throughput.begin(now);
    throughput.answered(millis(100));
    comes(MIB, 500);

    assertThat(throughput.underWay(LONG_READ)).isEqualTo(2 * MIB * 9 / 10);
  }

  @Test
  void aProgramThatHasJustBegunGetsLess() {
    throughput.begin(now);
    throughput.answered(0);
    comes(10 * MIB, 500);

    assertThat(throughput.underWay(MIB)).isEqualTo(MIB / 2);
  }

  @Test
  void aFarServerIsAskedForMoreAtOnce() {
    throughput.begin(now);
    throughput.answered(millis(250));
    comes(10 * MIB, 500);

    assertThat(throughput.underWay(MIB)).isGreaterThan(20 * MIB);
  }

  @Test
  void timeInWhichNothingWasAskedForDoesNotCount() {
    throughput.begin(now);
    throughput.answered(0);
    comes(MIB, 100);
    throughput.rest(now);
    now += TimeUnit.MINUTES.toNanos(1);
    throughput.begin(now);
    comes(MIB, 150);

    assertThat(throughput.underWay(LONG_READ)).isEqualTo(4 * MIB);
  }

  @Test
  void aMomentInWhichNothingCameDoesNotNarrowTheLine() {
    throughput.begin(now);
    throughput.answered(0);
    comes(4 * MIB, 250);
    comes(1000, 250);
    comes(1000, 250);
    assertThat(throughput.underWay(LONG_READ)).isEqualTo(8 * MIB);

    comes(1000, 250);
    assertThat(throughput.underWay(LONG_READ)).isLessThan(MIB);
  }

  private void comes(long bytes, long millis) {
    now += millis(millis);
    throughput.arrived(bytes, now);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
