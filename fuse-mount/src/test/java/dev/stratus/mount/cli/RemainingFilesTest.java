package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.RemainingFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a wait says of files that it left. */
final class RemainingFilesTest {

  private static List<String> printed(String... states) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    List<RemainingFile> files =
        List.of(states).stream().map(state -> new RemainingFile("a/b", state, "why")).toList();
    RemainingFiles.printWithAdvice(out, files, 3);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatCanNeverGoUpComesWithTheNextStep() {
    List<String> lines = printed("TO_BE_UPLOADED", "UPLOAD_FAILURE");
    assertThat(lines.subList(0, 3))
        .containsExactly(
            "  a/b: TO_BE_UPLOADED, why", "  a/b: UPLOAD_FAILURE, why", "  and 1 more");
    assertThat(lines.get(3)).contains("safe here").contains("stratus sync retry PATH");
  }

  @Test
  void whatOnlyTakesItsTimeNeedsNone() {
    assertThat(printed("UPLOADING")).containsExactly("  a/b: UPLOADING, why", "  and 2 more");
  }
}
