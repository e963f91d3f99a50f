package dev.stratus.sync.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of names that are never uploaded. */
final class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "*.tmp, a.tmp, true",
        "*.tmp, x/y/a.tmp, true",
        "*.tmp, a.tmp/b, true",
        "*.tmp, a.tmpx, false",
        "build/, build, false",
        "build/, x/build/y, true",
        "/build, build, true",
        "/build, x/build, false",
        "a/b, a/b/c, true",
        "a/b, x/a/b, false",
        "a/*/c, a/b/c, true",
        "a/*/c, a/b/b/c, false",
        "a/**/c, a/c, true",
        "a/**/c, a/b/b/c, true",
        "**/c, a/b/c, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "x[a-c]z, xbz, true",
        "x[!a-c]z, xbz, false",
        "x[!a-c]z, xdz, true",
        "x[z, x[z, true",
        "a.c, abc, false",
        "ä ü, x/ä ü, true"
      })
  void aPatternMeansWhatItMeansInGitignore(String pattern, String path, boolean ignored) {
    assertThat(IgnoreRules.of(List.of(pattern)).match(path, false))
        .isEqualTo(ignored ? Optional.of(pattern) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".~lock.letter.odt#",
        "d/~$letter.docx",
        "d/.note.txt.swp",
        ".note.swo",
        ".#note",
        ".goutputstream-0YQ3V1",
        "film.mkv.crdownload",
        ".fuse_hidden0000002a",
        "bundle/.cloudthumbnails/x/y.jpg",
        "bundle/.cloudFileVersionConflict/f"
      })
  void whatProgramsLeaveForAWhileIsIgnoredUnasked(String path) {
    assertThat(IgnoreRules.defaults().match(path, false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "note.txt",
        "note.txt~",
        "macro.swp",
        ".sweep",
        "#1",
        ".hidden",
        "a.tmp",
        "a.part",
        "x/bundle/.cloudthumbnails/y"
      })
  void whatMayBeSomebodysBytesGoesUp(String path) {
    assertThat(IgnoreRules.defaults().match(path, false)).isEmpty();
  }

  @Test
  void theLastPatternThatMatchesDecides() {
    IgnoreRules rules = IgnoreRules.of(List.of("*.log", "!keep.log", "old/", "!.~lock.*#"));
    assertThat(rules.match("a.log", false)).contains("*.log");
    assertThat(rules.match("keep.log", false)).isEmpty();
    assertThat(rules.match("old/keep.log", false)).contains("old/");
    assertThat(rules.match(".~lock.a#", false)).isEmpty();
  }

  @Test
  void hiddenFilesOfLibfuseAreAlwaysIgnored() {
    assertThat(IgnoreRules.of(List.of("!*")).match(".fuse_hidden01", false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "!", "!/", "[z-a]"})
  void whatIsNoPatternIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IgnoreRules.of(List.of(text)))
        .withMessageContaining(text);
  }
}
