package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.Name;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of conflicted copies. */
final class ConflictNameTest {

  private static final Instant TIME = Instant.parse("2026-11-23T08:45:59Z");

  private final ConflictName names = new ConflictName("box", ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "report.txt, 1, report (conflicted copy of box 2026-11-23 08.45).txt",
    "report.txt, 2, report (conflicted copy of box 2026-11-23 08.45) 2.txt",
    "Makefile, 1, Makefile (conflicted copy of box 2026-11-23 08.45)",
    ".bashrc, 1, .bashrc (conflicted copy of box 2026-11-23 08.45)",
    "a.tar.gz, 1, a.tar (conflicted copy of box 2026-11-23 08.45).gz",
    "Makefile (conflicted copy of a b 2025-01-01 10.10), 2, Makefile (conflicted copy of box 2026-11-23 08.45) 2",
    "a (conflicted copy of box 2026-11-23 08.45) 12.txt, 1, a (conflicted copy of box 2026-11-23 08.45).txt",
  })
  void keepTheExtension(String name, int number, String expected) {
    assertThat(names.of(name, TIME, number)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "漢", "😀"})
  void fitAFolder(String character) {
    String longest = ConflictName.cut(character.repeat(255), 251) + ".txt";
    String name = names.of(longest, TIME, 12);
    assertThat(Name.isValid(name)).isTrue();
    assertThat(name).endsWith(" 12.txt").doesNotContain("\uFFFD");
  }

  @Test
  void aHostNameMakesNoDirectory() {
    assertThat(new ConflictName("a/b", ZoneOffset.UTC).of("f", TIME, 1)).doesNotContain("/");
  }
}
