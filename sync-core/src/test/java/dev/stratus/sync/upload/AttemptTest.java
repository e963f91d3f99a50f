package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.cloud.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of an attempt. */
final class AttemptTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "with blanks and\nlines", "- 1 2 - x", "d/"})
  void isReadAsItWasWritten(String key) {
    Attempt attempt = new Attempt("nonce", 3, 4, new ObjectKey(key));
    assertThat(Attempt.decode(attempt.encode())).isEqualTo(attempt);
  }

  @Test
  void anythingElseIsAMistake() {
    assertThatThrownBy(() -> Attempt.decode("what"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("what");
  }
}
