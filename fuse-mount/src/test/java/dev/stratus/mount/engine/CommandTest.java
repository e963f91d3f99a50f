package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private static Command.Outcome sh(Duration atMost, String script)
      throws IOException, InterruptedException {
    return Command.run(atMost, List.of("sh", "-c", script));
  }

  @Test
  void saysHowAProgramEndedAndWhatItSaid() throws Exception {
    Command.Outcome outcome = sh(BOUND, "echo one; echo two >&2; exit 3");

    assertThat(outcome).isEqualTo(new Command.Outcome(3, "one\ntwo"));
    assertThat(sh(BOUND, "true").succeeded()).isTrue();
    assertThatThrownBy(() -> Command.run(BOUND, List.of("no-such-program")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoDoesNotEndIsKilled() throws Exception {
    Command.Outcome outcome = sh(Duration.ofMillis(300), "echo begun; exec sleep 600");

    assertThat(outcome.timedOut()).isTrue();
  }

  @Test
  void aKillMeanwhileLeavesNoFile() throws Exception {
    String untilItHasNoName = "until readlink /proc/$$/fd/1 | grep -q deleted; do :; done";

    assertThat(sh(BOUND, untilItHasNoName + "; echo gone").output()).isEqualTo("gone");
  }
}
