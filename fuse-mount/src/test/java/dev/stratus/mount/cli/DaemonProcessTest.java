package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DaemonProcessTest {

  @Test
  void aProcessThatRunsHasNotEnded() throws Exception {
    assertThat(new DaemonProcess(ProcessHandle.current().pid()).hasEnded()).isFalse();
  }

  @Test
  void aProcessThatIsNotThereHasEnded() throws Exception {
    assertThat(new DaemonProcess(Integer.MAX_VALUE).hasEnded()).isTrue();
  }

  @Test
  void aProcessThatItsParentDoesNotAskForHasEnded() throws Exception {
    Process parent =
        new ProcessBuilder(
                "sh", "-c", "exec 3<&0; sh -c 'read line' <&3 & echo $!; exec sleep 60 3<&-")
            .start();
    try {
      String pid = parent.inputReader().readLine();
      DaemonProcess child = new DaemonProcess(Long.parseLong(pid));
      assertThat(child.hasEnded()).isFalse();

      parent.getOutputStream().close();

      await().atMost(Duration.ofSeconds(30)).until(child::hasEnded);
      assertThat(ProcessHandle.of(child.pid())).as("a zombie").isPresent();
    } finally {
      parent.destroyForcibly();
    }
  }
}
