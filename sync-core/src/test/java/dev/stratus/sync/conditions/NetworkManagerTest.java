package dev.stratus.sync.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of NetworkManager's answers; a script plays busctl and its bus. */
class NetworkManagerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path temp;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final List<Runnable> behind = new ArrayList<>();

  private NetworkManager asking(String script) throws IOException {
    Path busctl = Files.writeString(temp.resolve("busctl"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(busctl, PosixFilePermissions.fromString("rwx------"));
    return new NetworkManager(busctl.toString(), behind::add, now::get);
  }

  private void runBehind() {
    List<Runnable> tasks = List.copyOf(behind);
    behind.clear();
    tasks.forEach(Runnable::run);
  }

  @ParameterizedTest
  @CsvSource({"0, ", "1, true", "2, false", "3, true", "4, false", "9, "})
  void itsNumbersAreWhatTheyMean(int number, @Nullable Boolean metered) throws IOException {
    NetworkManager manager = asking("echo '{\"type\":\"u\",\"data\":" + number + "}'");
    assertThat(manager.isMetered()).as("before it was asked").isEmpty();
    runBehind();
    assertThat(manager.isMetered().orElse(null)).isEqualTo(metered);
  }

  @Test
  void itIsAskedForTheStateOfAllConnectionsAndAgainAfterAWhile() throws IOException {
    Path log = temp.resolve("log");
    NetworkManager manager =
        asking("echo \"$@\" >> '" + log + "'; echo '{\"type\":\"u\",\"data\":1}'");
    assertThat(manager.isMetered()).isEmpty();
    assertThat(manager.isMetered()).isEmpty();
    assertThat(behind).hasSize(1);
    runBehind();
    now.addAndGet(14 * SECOND);
    assertThat(manager.isMetered()).contains(true);
    assertThat(behind).isEmpty();
    now.addAndGet(SECOND);
    assertThat(manager.isMetered()).contains(true);
    runBehind();
    assertThat(Files.readAllLines(log))
        .hasSize(2)
        .containsOnly(
            "--system --json=short get-property org.freedesktop.NetworkManager"
                + " /org/freedesktop/NetworkManager org.freedesktop.NetworkManager Metered");
  }

  @ParameterizedTest
  @CsvSource({"exit 1", "echo nonsense", "echo '{\"type\":\"s\",\"data\":1}'; exit 1"})
  void whoeverFailsOrTalksNonsenseHasNoAnswer(String script) throws IOException {
    NetworkManager manager = asking(script);
    assertThat(manager.isMetered()).isEmpty();
    runBehind();
    assertThat(manager.isMetered()).isEmpty();
  }

  @Test
  void withoutBusctlItIsSeldomLookedForAndThenFound() throws IOException {
    NetworkManager manager = asking("exit 1");
    Files.delete(temp.resolve("busctl"));
    assertThat(manager.isMetered()).isEmpty();
    runBehind();
    now.addAndGet(60 * SECOND);
    assertThat(manager.isMetered()).isEmpty();
    assertThat(behind).isEmpty();
    asking("echo '{\"type\":\"u\",\"data\":1}'");
    now.addAndGet(240 * SECOND);
    assertThat(manager.isMetered()).isEmpty();
    runBehind();
    assertThat(manager.isMetered()).contains(true);
  }
}
