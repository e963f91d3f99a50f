package dev.stratus.mount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a server is asked what it can do. */
final class CapabilityFileTest {

  private static final Capabilities FOUND = Capabilities.none().withNotifies(true);

  @TempDir Path state;

  private final AtomicInteger probes = new AtomicInteger();

  private Capabilities ask() throws IOException {
    return new CapabilityFile(state)
        .orProbe(
            () -> {
              probes.incrementAndGet();
              return FOUND;
            });
  }

  @Test
  void itIsAskedOnce() throws Exception {
    assertThat(ask()).isEqualTo(FOUND);
    assertThat(ask()).isEqualTo(FOUND);
    assertThat(probes).hasValue(1);
  }

  @Test
  void itIsAskedAgainWhereAnOlderProgramAskedLess() throws Exception {
    ask();
    Path file = state.resolve("capabilities.json");
    String older = Files.readString(file).replaceAll(",?\"refusesLate\":[a-z]+", "");
    Files.writeString(file, older.replaceAll(",?\"questions\":\\d+", ""));
    assertThat(new CapabilityFile(state).orNone()).isEqualTo(FOUND);
    assertThat(ask()).isEqualTo(FOUND);
    assertThat(probes).hasValue(2);
  }
}
