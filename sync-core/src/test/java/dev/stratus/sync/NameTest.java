package dev.stratus.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "...", " ", "new\nline", "é", "😀", "a\uFFFDb", "\uFFFD"})
  void whatLinuxTakesIsAName(String text) throws FsException {
    assertThat(Name.of(text).value()).isEqualTo(text);
    assertThat(decoded(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
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
    assertFailure(() -> decoded(bytes), FsFailure.NAME_NOT_UTF8);
  }

  /** Cut short, overlong, half of a pair, beyond Unicode; with the replacement beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"c3", "c0af", "eda080", "f4908080", "efbfbd80", "80efbfbd", "61ff"})
  void whatIsAlmostUtf8IsNone(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertFailure(() -> decoded(bytes), FsFailure.NAME_NOT_UTF8);
  }

  private static String decoded(byte[] bytes) throws FsException {
    byte[] around = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, around, 1, bytes.length);
    return Utf8.decode(around, 1, bytes.length + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "nul\0"})
  void whatNoDirectoryHoldsIsInvalid(String text) {
    assertFailure(() -> Name.of(text), FsFailure.INVALID);
  }

  private static void assertFailure(ThrowingCallable call, FsFailure failure) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }
}
