package dev.stratus.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "...", " ", "new\nline", "é", "😀"})
  void whatLinuxTakesIsAName(String text) throws FsException {
    assertThat(Name.of(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"a, 255, true", "a, 256, false", "é, 127, true", "é, 128, false"})
  void aNameHasAtMost255Bytes(String letter, int count, boolean fits) {
    assertThat(Name.isValid(letter.repeat(count))).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 255})
  void bytesThatAreNoUtf8AreToldAsSuchHoweverMany(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 0x80);
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    assertFailure(decoded, FsFailure.NAME_NOT_UTF8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "nul\0"})
  void whatNoDirectoryHoldsIsInvalid(String text) {
    assertFailure(text, FsFailure.INVALID);
  }

  private static void assertFailure(String text, FsFailure failure) {
    assertThatThrownBy(() -> Name.of(text))
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }
}
