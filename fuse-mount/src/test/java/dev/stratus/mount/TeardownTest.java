package dev.stratus.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {

  private final List<String> closed = new ArrayList<>();

  private void add(Teardown teardown, String name, boolean fails) {
    teardown.add(
        name,
        () -> {
          closed.add(name);
          if (fails) {
            throw new IOException("no " + name);
          }
        });
  }

  @Test
  void closesInReverseOrderWhateverFails() {
    Teardown teardown = new Teardown();
    add(teardown, "state", false);
    add(teardown, "cloud", true);
    add(teardown, "core", true);
    add(teardown, "mount", false);

    assertThatThrownBy(teardown::close)
        .hasMessageContaining("no core")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("mount", "core", "cloud", "state");
  }

  @Test
  void closesOnce() throws IOException {
    Teardown teardown = new Teardown();
    add(teardown, "state", false);
    teardown.close();
    teardown.close();
    assertThat(closed).containsExactly("state");
  }
}
