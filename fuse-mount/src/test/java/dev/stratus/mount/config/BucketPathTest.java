package dev.stratus.mount.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPathTest {

  @Test
  void aPrefixHasNoSlashesAtItsEnds() throws ConfigException {
    assertThat(BucketPath.parse("photos")).isEqualTo(new BucketPath("photos", ""));
    assertThat(BucketPath.parse("photos/")).isEqualTo(new BucketPath("photos", ""));
    assertThat(BucketPath.parse("photos/2026/märz//"))
        .isEqualTo(new BucketPath("photos", "2026/märz"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "/photos",
        "ph otos",
        "-photos",
        "photos//a",
        "photos/../a",
        "photos/./a",
        "photos/.stratus",
        "photos/a/.stratus/b"
      })
  void whatAFolderCannotShowIsMalformed(String text) {
    assertThatThrownBy(() -> BucketPath.parse(text))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.malformed()).isTrue());
  }
}
