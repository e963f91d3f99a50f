package dev.stratus.sync.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.remote.Decision.Base;
import dev.stratus.sync.remote.Decision.Here;
import dev.stratus.sync.remote.Decision.There;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All combinations of what was seen, what is here and what is there, each with what follows. */
final class DecisionTest {

  /** Base, here, there, what follows; a dash where the three contradict each other. */
  private static final String TABLE =
      """
      NEVER_SEEN, ABSENT,           ABSENT,        NOTHING
      NEVER_SEEN, ABSENT,           AS_SEEN,       -
      NEVER_SEEN, ABSENT,           ATTRIBUTES,    -
      NEVER_SEEN, ABSENT,           BYTES,         TAKE
      NEVER_SEEN, ABSENT,           BYTES_AS_HERE, -
      NEVER_SEEN, CLEAN,            ABSENT,        -
      NEVER_SEEN, CLEAN,            AS_SEEN,       -
      NEVER_SEEN, CLEAN,            ATTRIBUTES,    -
      NEVER_SEEN, CLEAN,            BYTES,         -
      NEVER_SEEN, CLEAN,            BYTES_AS_HERE, -
      NEVER_SEEN, ATTRIBUTES,       ABSENT,        -
      NEVER_SEEN, ATTRIBUTES,       AS_SEEN,       -
      NEVER_SEEN, ATTRIBUTES,       ATTRIBUTES,    -
      NEVER_SEEN, ATTRIBUTES,       BYTES,         -
      NEVER_SEEN, ATTRIBUTES,       BYTES_AS_HERE, -
      NEVER_SEEN, ATTRIBUTES_ALONE, ABSENT,        -
      NEVER_SEEN, ATTRIBUTES_ALONE, AS_SEEN,       -
      NEVER_SEEN, ATTRIBUTES_ALONE, ATTRIBUTES,    -
      NEVER_SEEN, ATTRIBUTES_ALONE, BYTES,         -
      NEVER_SEEN, ATTRIBUTES_ALONE, BYTES_AS_HERE, -
      NEVER_SEEN, BYTES,            ABSENT,        SEND
      NEVER_SEEN, BYTES,            AS_SEEN,       -
      NEVER_SEEN, BYTES,            ATTRIBUTES,    -
      NEVER_SEEN, BYTES,            BYTES,         KEEP_BOTH
      NEVER_SEEN, BYTES,            BYTES_AS_HERE, JOIN
      SEEN,       ABSENT,           ABSENT,        FORGET
      SEEN,       ABSENT,           AS_SEEN,       DELETE_THERE
      SEEN,       ABSENT,           ATTRIBUTES,    DELETE_THERE
      SEEN,       ABSENT,           BYTES,         TAKE
      SEEN,       ABSENT,           BYTES_AS_HERE, -
      SEEN,       CLEAN,            ABSENT,        REMOVE_HERE
      SEEN,       CLEAN,            AS_SEEN,       NOTHING
      SEEN,       CLEAN,            ATTRIBUTES,    TAKE_ATTRIBUTES
      SEEN,       CLEAN,            BYTES,         TAKE_BYTES
      SEEN,       CLEAN,            BYTES_AS_HERE, -
      SEEN,       ATTRIBUTES,       ABSENT,        SEND
      SEEN,       ATTRIBUTES,       AS_SEEN,       SEND
      SEEN,       ATTRIBUTES,       ATTRIBUTES,    SEND
      SEEN,       ATTRIBUTES,       BYTES,         TAKE_BYTES
      SEEN,       ATTRIBUTES,       BYTES_AS_HERE, -
      SEEN,       ATTRIBUTES_ALONE, ABSENT,        REMOVE_HERE
      SEEN,       ATTRIBUTES_ALONE, AS_SEEN,       SEND
      SEEN,       ATTRIBUTES_ALONE, ATTRIBUTES,    SEND
      SEEN,       ATTRIBUTES_ALONE, BYTES,         TAKE_BYTES
      SEEN,       ATTRIBUTES_ALONE, BYTES_AS_HERE, -
      SEEN,       BYTES,            ABSENT,        SEND
      SEEN,       BYTES,            AS_SEEN,       SEND
      SEEN,       BYTES,            ATTRIBUTES,    SEND
      SEEN,       BYTES,            BYTES,         KEEP_BOTH
      SEEN,       BYTES,            BYTES_AS_HERE, JOIN
      """;

  @ParameterizedTest
  @CsvSource(textBlock = TABLE)
  void decides(Base base, Here here, There there, String expected) {
    if (expected.equals("-")) {
      assertThatThrownBy(() -> Decision.of(base, here, there))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(Decision.of(base, here, there)).isEqualTo(Decision.valueOf(expected));
    }
  }

  @Test
  void theTableHasEachCombinationOnce() {
    List<String> all = new ArrayList<>();
    for (Base base : Base.values()) {
      for (Here here : Here.values()) {
        for (There there : There.values()) {
          all.add(base + "," + here + "," + there);
        }
      }
    }
    List<String> rows =
        TABLE.lines().map(row -> row.replace(" ", "").replaceAll(",[^,]*$", "")).toList();
    assertThat(rows).containsExactlyElementsOf(all);
  }

  @Test
  void nothingThatSomebodyWroteIsEverThrownAway() {
    Set<Decision> loses =
        new HashSet<>(Set.of(Decision.TAKE_BYTES, Decision.REMOVE_HERE, Decision.FORGET));
    for (There there : There.values()) {
      assertThat(loses).doesNotContain(Decision.of(Base.SEEN, Here.BYTES, there));
    }
    for (Here here : Here.values()) {
      assertThat(Decision.of(Base.SEEN, here, There.BYTES))
          .as("other bytes there, %s here", here)
          .isIn(Decision.TAKE, Decision.TAKE_BYTES, Decision.KEEP_BOTH);
    }
  }
}
