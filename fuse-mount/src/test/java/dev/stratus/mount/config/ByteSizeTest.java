package dev.stratus.mount.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "1K, 1024",
    "2k, 2048",
    "3M, 3145728",
    "1G, 1073741824",
    "8388607T, 9223370937343148032"
  })
  void unitsArePowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "K", "1.5G", "-1", "1KB", "1 K", "1P", "8388608T", "99999999999999999999"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("512M");
  }
}
