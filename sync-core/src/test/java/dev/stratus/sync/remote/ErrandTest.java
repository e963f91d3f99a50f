package dev.stratus.sync.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import org.junit.jupiter.api.Test;

class ErrandTest {

  private long time;
  private final Errand errand = new Errand("a look", running -> {}, () -> time, () -> {});

  @Test
  void oneThreadDoesItAndItsTimeCountsFromThere() {
    time = 100;
    assertThat(errand.begin()).isTrue();
    time = 110;
    assertThat(errand.isStalled(10)).isFalse();
    assertThat(errand.isStalled(9)).isTrue();
  }

  @Test
  void whoComesLaterDoesNotMakeAStalledOneLookAsIfItWentOn() {
    assertThat(errand.begin()).isTrue();
    time = 11;
    assertThat(errand.begin()).isFalse();
    assertThat(errand.isStalled(10)).isTrue();
  }

  @Test
  void whatWasGivenUpBeforeItBeganIsNotDone() {
    errand.giveUp(new FsException(FsFailure.NETWORK_UNREACHABLE, "nothing came"));
    assertThat(errand.begin()).isFalse();
  }
}
