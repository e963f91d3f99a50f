package dev.stratus.mount.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskShareTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1G, 1073741824", "0%, 0", "10%, 200000", "99%, 1980000"})
  void aSizeOrAShare(String text, long bytes) {
    assertThat(DiskShare.parse(text).of(2_000_000)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "100%", "-1%", "1.5%", "half"})
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> DiskShare.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20G")
        .hasMessageContaining("10%");
  }
}
