package dev.stratus.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path state;

  @Test
  void itEndsByItselfAndLeavesNothing() throws InterruptedException {
    try (WarmUp warmUp = WarmUp.begin(state)) {
      assertThat(warmUp.await(PATIENCE)).isTrue();

      assertThat(state).isEmptyDirectory();
      assertThat(warmUp.isComplete()).as("complete").isTrue();
    }
  }

  @Test
  void itIsEndedAtAnyTimeAndLeavesNothing() {
    WarmUp.begin(state).close();

    assertThat(state).isEmptyDirectory();
  }

  @Test
  void onceProgramsMayComeItEndsSoon() throws InterruptedException {
    try (WarmUp warmUp = WarmUp.begin(state)) {
      warmUp.endSoon(() -> 0);

      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(state).isEmptyDirectory();
    }
  }

  @Test
  void whoMovesLargeFilesGetsTheProcessorsAtOnce() throws InterruptedException {
    try (WarmUp warmUp = WarmUp.begin(state)) {
      warmUp.endSoon(() -> 1L << 30);

      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(warmUp.isComplete()).as("complete").isFalse();
      assertThat(state).isEmptyDirectory();
    }
  }

  @Test
  void whatAKilledDaemonLeftOfItGoes() throws IOException, InterruptedException {
    Path left = Files.createDirectories(state.resolve("warm-up/content"));
    Files.writeString(left.resolve("1"), "left");

    try (WarmUp warmUp = WarmUp.begin(state)) {
      assertThat(warmUp.await(PATIENCE)).isTrue();

      assertThat(state).isEmptyDirectory();
      assertThat(warmUp.isComplete()).as("complete").isTrue();
    }
  }

  @Test
  void aStateDirectoryThatCannotHoldItHarmsNobody() throws IOException, InterruptedException {
    Path file = Files.writeString(state.resolve("file"), "no directory");

    try (WarmUp warmUp = WarmUp.begin(file)) {
      assertThat(warmUp.await(PATIENCE)).isTrue();

      assertThat(warmUp.isComplete()).as("complete").isFalse();
      assertThat(file).hasContent("no directory");
    }
  }
}
