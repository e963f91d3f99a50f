package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told to somebody who waits. */
final class ProgressViewTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ProgressView view = new ProgressView(new Terminal(print(out), print(err), false));
  private final Progress moving = new Progress("downloading", 0, 1, 0, 10);

  private static PrintStream print(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }

  @Test
  void aRestIsToldOnceWithItsReasonAndSoIsItsEnd() {
    Progress resting = moving.keptBackBy(List.of("BATTERY_LEVEL_LOW", "NETWORK_UNAVAILABLE"));
    for (Progress each : List.of(moving, resting, resting, moving, moving)) {
      view.report(each);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            stratus: For now it rests: the battery is below 10 % and not charging; the cloud does \
            not answer. It goes on by itself.
            stratus: It goes on.
            """);
    assertThat(out.size()).isZero();
  }

  @Test
  void whatDoesNotGoOnByItselfIsToldWithWhatLetsIt() {
    view.report(moving.keptBackBy(List.of("NETWORK_UNAVAILABLE")).keptBackBy(List.of("CLOUD_OFF")));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            stratus: For now it rests: the cloud does not answer; the cloud is switched off here. \
            'stratus sync enable' lets it go on.
            """);
  }
}
