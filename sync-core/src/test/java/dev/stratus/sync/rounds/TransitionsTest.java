package dev.stratus.sync.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every pair of a phase and what happens, and what follows. */
final class TransitionsTest {

  private static final int PAIRS = Phase.values().length * Happening.values().length;

  @ParameterizedTest
  @CsvSource({
    "IDLE, START, RUNNING, BEGIN",
    "IDLE, STOP, STOPPED, TELL_STOPPED",
    "IDLE, WORK, RUNNING, TELL_WORK",
    "IDLE, DONE, IDLE, TELL_DONE",
    "IDLE, STUCK, IDLE, FAIL",
    "RUNNING, START, RUNNING_BEFORE_ANOTHER, NOTHING",
    "RUNNING, STOP, STOPPED, TELL_STOPPED",
    "RUNNING, WORK, RUNNING, TELL_WORK",
    "RUNNING, DONE, IDLE, SUCCEED",
    "RUNNING, STUCK, IDLE, FAIL",
    "RUNNING_BEFORE_ANOTHER, START, RUNNING_BEFORE_ANOTHER, NOTHING",
    "RUNNING_BEFORE_ANOTHER, STOP, STOPPED, TELL_STOPPED",
    "RUNNING_BEFORE_ANOTHER, WORK, RUNNING_BEFORE_ANOTHER, TELL_WORK",
    "RUNNING_BEFORE_ANOTHER, DONE, RUNNING, SUCCEED_AND_BEGIN",
    "RUNNING_BEFORE_ANOTHER, STUCK, RUNNING, FAIL_AND_BEGIN",
    "STOPPED, START, RUNNING, BEGIN",
    "STOPPED, STOP, STOPPED, TELL_STOPPED",
    "STOPPED, WORK, STOPPED, NOTHING",
    "STOPPED, DONE, STOPPED, NOTHING",
    "STOPPED, STUCK, STOPPED, NOTHING",
  })
  void eachPairHasItsTransition(Phase phase, Happening happening, Phase next, Effect effect) {
    assertThat(Transitions.of(phase, happening))
        .isEqualTo(new Transitions.Transition(next, effect));
  }

  @Test
  void theTableAboveHasThemAll() throws NoSuchMethodException {
    CsvSource source =
        TransitionsTest.class
            .getDeclaredMethod(
                "eachPairHasItsTransition", Phase.class, Happening.class, Phase.class, Effect.class)
            .getAnnotation(CsvSource.class);
    assertThat(source.value()).hasSize(PAIRS).doesNotHaveDuplicates();
  }
}
