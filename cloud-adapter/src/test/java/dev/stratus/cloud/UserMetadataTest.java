package dev.stratus.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserMetadataTest {

  @ParameterizedTest
  @ValueSource(strings = {"33188", "a b", "100%", "{\"a\":1}", "a=?b"})
  void whatAHeaderCarriesIsSentAsItIs(String value) {
    assertThat(UserMetadata.encode(value)).isEqualTo(value.contains("=?") ? encoded() : value);
  }

  private static String encoded() {
    return "=?UTF-8?B?YT0/Yg==?=";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a  b", "ü", "😀", "a\nb", "\u0000", "=?UTF-8?B?YQ==?="})
  void anyOtherValueComesBackAsItWas(String value) {
    String encoded = UserMetadata.encode(value);
    assertThat(encoded).matches("[!-~]+").isNotEqualTo(value);
    assertThat(UserMetadata.decode(encoded)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?UTF-8?Q?gr=C3=BC=C3=9Fe_x?=|grüße x",
        "=?utf-8?q?a?=|a",
        "=?UTF-8?B?w7w=?= =?UTF-8?B?w7w=?=|üü",
        "=?UTF-8?Q?cut=C?=|=?UTF-8?Q?cut=C?=",
        "=?UTF-8?B?***?=|=?UTF-8?B?***?=",
        "=?latin1?Q?a?=|=?latin1?Q?a?=",
        "plain|plain",
        "100%25|100%25"
      })
  void wordsOfOtherToolsAreReadAndBrokenOnesLeft(String header, String value) {
    assertThat(UserMetadata.decode(header)).isEqualTo(value);
  }

  @Test
  void sizesCountWhatTravels() {
    assertThat(UserMetadata.size(Map.of("a", "b"))).isEqualTo(13);
    assertThat(UserMetadata.size(Map.of("a", "ü"))).isEqualTo(11 + 1 + 16);
    assertThatThrownBy(
            () -> UserMetadata.encodeAll(new ObjectKey("k"), Map.of("a", "v".repeat(2037))))
        .isInstanceOfSatisfying(
            CloudException.class, e -> assertThat(e.failure()).isEqualTo(CloudFailure.TOO_LARGE));
  }
}
