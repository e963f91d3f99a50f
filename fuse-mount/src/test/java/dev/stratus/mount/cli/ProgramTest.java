package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own: exit codes, and what is on the disk after a failure. */
class ProgramTest {

  @TempDir Path temp;

  private StratusProcess.Outcome run(String line) throws Exception {
    return new StratusProcess(temp).run(line.split(" "));
  }

  @Test
  void helpIsZero() throws Exception {
    StratusProcess.Outcome outcome = run("mount --help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("Usage: stratus mount");
  }

  @Test
  void aMalformedUrlIsTwo() throws Exception {
    StratusProcess.Outcome outcome = run("mount photos mnt --endpoint nonsense");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("stratus: --endpoint is not the URL of an S3 server");
  }

  @Test
  void aPlaceThatIsNoMountIsThree() throws Exception {
    assertThat(run("unmount .").exitCode()).isEqualTo(3);
  }

  @Test
  void noMountsAreAnEmptyList() throws Exception {
    StratusProcess.Outcome outcome = run("status --json");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().strip()).isEqualTo("[ ]");
  }

  @Test
  void aMountPointThatIsMissingLeavesNothingBehind() throws Exception {
    StratusProcess.Outcome outcome = run("mount photos missing --embedded");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("missing").contains("does not exist");
    assertThat(temp.resolve(".local")).doesNotExist();
    assertThat(temp.resolve("run")).doesNotExist();
  }
}
