package dev.stratus.sync.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.CloudFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the cloud is said to be back. */
class NetworkWatchTest {

  private Instant now = Instant.EPOCH;
  private final InstantSource time = () -> now;
  private final AtomicInteger back = new AtomicInteger();

  private NetworkWatch watch() {
    return new NetworkWatch(time.withZone(ZoneOffset.UTC), back::incrementAndGet);
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void anOutageThatIsOverIsToldOnce() {
    NetworkWatch watch = watch();
    watch.failed(CloudFailure.UNREACHABLE, "no route");
    pass(4);
    watch.failed(CloudFailure.UNREACHABLE, "no route");
    pass(2);
    watch.answered();
    watch.answered();
    assertThat(back).hasValue(1);
    assertThat(watch.error()).isEmpty();
  }

  @Test
  void aHiccupIsNotTold() {
    NetworkWatch watch = watch();
    for (int i = 0; i < 10; i++) {
      watch.failed(CloudFailure.SERVER_ERROR, "500");
      pass(2);
      watch.answered();
    }
    assertThat(back).hasValue(0);
  }

  @Test
  void aProgramThatWaitedInVainIsAnOutage() {
    pass(100);
    NetworkWatch watch = watch();
    watch.silent(Duration.ofSeconds(16), "nothing came");
    assertThat(watch.error())
        .contains(
            new NetworkWatch.Trouble(
                CloudFailure.TIMED_OUT, "nothing came", Instant.EPOCH.plusSeconds(84)));
    watch.answered();
    assertThat(back).hasValue(1);
    assertThat(watch.error()).isEmpty();
  }

  @Test
  void credentialsThatAreTakenAgainAreTold() {
    NetworkWatch watch = watch();
    watch.failed(CloudFailure.BAD_CREDENTIALS, "403");
    pass(60);
    watch.failed(CloudFailure.ACCESS_DENIED, "403");
    assertThat(back).hasValue(1);
  }

  @Test
  void aTroubleIsAnOutageAfterSomeSeconds() {
    NetworkWatch watch = watch();
    watch.failed(CloudFailure.UNREACHABLE, "no route");
    assertThat(watch.error()).isPresent();
    assertThat(watch.outage()).isEmpty();
    pass(6);
    assertThat(watch.outage()).isPresent();
    watch.answered();
    assertThat(watch.outage()).isEmpty();
  }
}
