package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as scripts see it: what it prints where, and its exit code. */
class CommandLineTest {

  @TempDir Path temp;

  private StratusProcess.Outcome run(String line) throws Exception {
    return new StratusProcess(temp).run(line.isEmpty() ? new String[0] : line.split(" "));
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
        "optimize-space",
        "sync",
        "sync start",
        "sync stop"
      })
  void everyCommandHasHelpWithAnExample(String command) throws Exception {
    StratusProcess.Outcome help = run((command + " --help").strip());
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: stratus").contains("Example:").contains("  stratus");
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
        "mount photos mnt --engine steam",
        "mount photos mnt --umask 9",
        "mount p mnt",
        "unmount",
        "status a b",
        "wait",
        "wait --timeout 5 .",
        "clean-cache",
        "optimize-space --size much",
        "optimize-space --days -1",
        "optimize-space --stop --days 1",
        "sync",
        "sync dance"
      })
  void aMalformedArgumentIsOneSentenceAndTwo(String line) throws Exception {
    StratusProcess.Outcome outcome = run(line);
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
        "optimize-space",
        "optimize-space .",
        "optimize-space --stop",
        "sync stop",
        "sync start ."
      })
  void withoutADaemonItIsThree(String line) throws Exception {
    StratusProcess.Outcome outcome = run(line);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("stratus: ");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void statusWithoutDaemonsIsAnEmptyList() throws Exception {
    StratusProcess.Outcome text = run("status");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).isEmpty();
    StratusProcess.Outcome json = run("status --json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out().strip()).isEqualTo("[ ]");
  }

  @Test
  void aMountPointThatIsMissingLeavesNothingBehind() throws Exception {
    StratusProcess.Outcome outcome = run("mount photos missing --embedded");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("missing").contains("does not exist");
    assertThat(temp.resolve(".local")).doesNotExist();
    assertThat(temp.resolve("run")).doesNotExist();
  }

  @Test
  void theVersionIsTold() throws Exception {
    assertThat(run("--version").out()).startsWith("stratus ");
  }
}
