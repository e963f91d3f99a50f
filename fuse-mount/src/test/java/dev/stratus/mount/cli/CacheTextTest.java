package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CacheState;
import dev.stratus.sync.control.CachedFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How {@code stratus cache} looks. */
class CacheTextTest {

  private static String text(CacheContents contents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new CacheText(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(contents);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sharesAreBars() {
    CacheContents contents =
        new CacheContents(
            "photos",
            new Amount(4, 4096),
            3072,
            List.of(
                new CacheContents.StateShare(CacheState.CAN_GO, new Amount(3, 3072)),
                new CacheContents.StateShare(CacheState.CHANGED, new Amount(1, 1024))),
            List.of(new CacheContents.DirectoryShare("2026", new Amount(4, 4096))),
            List.of(
                new CachedFile(
                    "photos/2026/a.jpg",
                    2048,
                    Instant.parse("2026-11-23T10:00:00Z"),
                    CacheState.CAN_GO)),
            List.of());

    assertThat(text(contents).lines())
        .startsWith("Local copies below photos: 4 files, 4 KB.", "")
        .contains(
            "3      3 KB  " + "#".repeat(23) + " ".repeat(7) + "  in the cloud too, can go",
            "1      1 KB  " + "#".repeat(8) + " ".repeat(22) + "  changed, not uploaded yet",
            "4      4 KB  " + "#".repeat(30) + "  2026")
        .anyMatch(line -> line.startsWith("2 KB  2026-11-23") && line.endsWith("photos/2026/a.jpg"))
        .noneMatch(line -> line.contains("longest unopened"));
  }

  @Test
  void nothingHereIsOneLine() {
    CacheContents nothing =
        new CacheContents("", new Amount(0, 0), 0, List.of(), List.of(), List.of(), List.of());
    assertThat(text(nothing)).isEqualTo("Local copies: 0 files, 0 bytes.\n");
  }
}
