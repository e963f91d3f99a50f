package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.Resting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a human reads of work that rests. */
final class RestTextTest {

  @Test
  void whatRestsIsNamedWithItsReasons() {
    Resting resting =
        new Resting(
            List.of("WIFI_UNAVAILABLE", "BATTERY_LEVEL_WARNING"),
            List.of(),
            List.of("DEVICE_TEMPERATURE_TOO_HIGH"));
    assertThat(RestText.rows(resting))
        .containsExactly(
            "uploads: the network is metered (--upload-metered, --download-metered); the battery is"
                + " below 15 % and not charging",
            "pins: the machine is too hot");
  }

  @Test
  void whereNothingRestsNothingIsSaid() {
    assertThat(RestText.rows(new Resting(List.of(), List.of(), List.of()))).isEmpty();
  }
}
