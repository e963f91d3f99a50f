package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stratus.mount.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as scripts see them: what they print where, and their exit codes. */
class CommandLineTest {

  @TempDir Path temp;

  private Outcome run(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> variables =
        Map.of("HOME", temp.toString(), "STRATUS_RUNTIME_DIR", temp.resolve("run").toString());
    CommandContext context =
        new CommandContext(
            new Environment(variables, temp, 1000),
            new Terminal(print(out), print(err), false),
            (settings, foreground) -> {
              throw new AssertionError("nothing is mounted here");
            });
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    int exitCode = new CommandLineFactory(context).create(words).execute(words);
    return new Outcome(exitCode, text(out), text(err));
  }

  private record Outcome(int exitCode, String out, String err) {}

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mount",
        "unmount",
        "status",
        "wait",
        "clean-cache",
        "cache",
        "pin",
        "unpin",
        "state",
        "conflicts",
        "events",
        "pause",
        "resume",
        "optimize-space",
        "check",
        "sync",
        "sync start",
        "sync stop",
        "sync status",
        "sync watch",
        "sync enable",
        "sync disable",
        "sync accept",
        "trash",
        "trash list",
        "trash restore",
        "history",
        "restore",
        "versioning",
        "versioning status",
        "versioning enable",
        "completion",
        "man"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Outcome help = run((command + " --help").strip());
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: stratus").contains("Example:").contains("  stratus");
    assertThat(help.out()).contains("Exit codes:").contains("no daemon serves that mount");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "mount",
        "mount photos",
        "mount photos mnt --colour",
        "mount photos mnt --endpoint nonsense",
        "mount photos mnt --endpoint http://a --embedded",
        "mount photos mnt --cache-size 1.5G",
        "mount photos mnt --min-free 100%",
        "mount photos mnt --engine steam",
        "mount photos mnt --umask 9",
        "mount p mnt",
        "unmount",
        "status a b",
        "wait",
        "wait --timeout 5 .",
        "clean-cache",
        "cache --top many",
        "cache --top -1",
        "pin",
        "unpin --all",
        "state",
        "conflicts a b",
        "pause a b",
        "sync status a b",
        "optimize-space --size much",
        "optimize-space --days -1",
        "optimize-space --stop --days 1",
        "check a b",
        "check --mend",
        "sync",
        "sync dance",
        "trash",
        "trash restore",
        "trash restore it",
        "history",
        "history a --limit some",
        "restore",
        "versioning",
        "versioning disable",
        "completion",
        "completion tcsh",
        "man dance"
      })
  void aMalformedArgumentIsOneSentenceAndTwo(String line) {
    Outcome outcome = run(line);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("stratus: ").endsWith(".\n");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unmount .",
        "unmount /no/such/place",
        "status .",
        "wait .",
        "wait /no/such/place --timeout 1s",
        "clean-cache -r .",
        "cache",
        "pin .",
        "unpin -r .",
        "optimize-space",
        "optimize-space .",
        "optimize-space --stop",
        "check",
        "check . --repair",
        "sync stop",
        "sync start .",
        "sync accept",
        "trash list .",
        "trash restore 1",
        "history .",
        "restore . --version 1",
        "versioning status"
      })
  void withoutADaemonItIsThree(String line) {
    Outcome outcome = run(line);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("stratus: ");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void statusWithoutDaemonsIsAnEmptyList() {
    Outcome text = run("status");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).isEmpty();
    Outcome json = run("status --json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out().strip()).isEqualTo("[ ]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void shellsCompleteCommandsAndOptions(String shell) {
    Outcome script = run("completion " + shell);
    assertThat(script.exitCode()).isZero();
    assertThat(script.out()).contains("clean-cache").contains("accept").contains("dry-run");
    assertThat(script.out()).containsPattern("auto.{1,3}jnr").containsPattern("bash.{1,3}zsh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "fish"})
  void whatAShellIsGivenIsItsLanguage(String shell) throws Exception {
    Path program = Path.of("/usr/bin", shell);
    assumeThat(program).exists();
    Path script = Files.writeString(temp.resolve("completion"), run("completion " + shell).out());
    Process check = new ProcessBuilder(shell, "-n", script.toString()).start();
    assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).isZero();
  }

  @Test
  void everyCommandHasAManualPage() throws Exception {
    Outcome outcome = run("man --dir man1");
    assertThat(outcome.exitCode()).isZero();
    assertThat(temp.resolve("man1/stratus.1")).content().contains(".SH EXIT STATUS");
    assertThat(temp.resolve("man1/stratus-sync-start.1")).content().contains("SEE ALSO");
    assertThat(temp.resolve("man1/stratus-resume.1")).content().contains("stratus resume [");
    assertThat(temp.resolve("man1/stratus-restore.1"))
        .content()
        .contains(
            "stratus-restore \\- Brings a version of a file back, in one step; also of a file")
        .contains(" that was deleted\n");
    assertThat(run("man clean-cache").out())
        .startsWith(".TH \"STRATUS\\-CLEAN\\-CACHE\"")
        .contains(".SH OPTIONS")
        .contains("dry")
        .doesNotContain("%%");
  }

  @Test
  void theVersionIsTold() {
    assertThat(run("--version").out()).startsWith("stratus ");
  }
}
