package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DyingDaemonTest {

  private static final String PROCESS = "4711";

  @TempDir Path temp;
  private Path process;
  private Path abort;
  private DyingDaemon former;

  @BeforeEach
  void prepare() throws IOException {
    process = temp.resolve("proc").resolve(PROCESS);
    Path connections = temp.resolve("connections");
    abort = Files.createDirectories(connections.resolve("42")).resolve("abort");
    Files.createFile(abort);
    former = new DyingDaemon(temp.resolve("proc"), connections);
    Files.write(temp.resolve("mounted"), List.of(PROCESS, "0:42", "/nowhere"));
  }

  private void daemon(char state, int threads) throws IOException {
    Files.createDirectories(process);
    Files.writeString(process.resolve("stat"), PROCESS + " (ja) va) " + state + " 1 2 3");
    for (int i = 0; i < threads; i++) {
      Files.createDirectories(process.resolve("task").resolve("t" + i));
    }
  }

  @Test
  void theMountOfOneThatCannotEndIsCutOff() throws Exception {
    daemon('Z', 2);
    Thread kernel = new Thread(this::endWhenCutOff);
    kernel.start();
    former.release(temp);
    assertThat(abort).hasContent("1");
    kernel.join();
  }

  /** What the kernel does: the thread that waited ends, and with it the process. */
  private void endWhenCutOff() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(abort).hasContent("1");
              PathUtils.delete(process);
            });
  }

  @Test
  void aLivingDaemonAndOneThatOnlyWaitsToBeBuriedAreLeftAlone() throws Exception {
    daemon('S', 2);
    former.release(temp);
    PathUtils.delete(process);
    daemon('Z', 1);
    former.release(temp);
    PathUtils.delete(process);
    former.release(temp);
    assertThat(abort).isEmptyFile();
  }

  @Test
  void whereNothingWasMountedNothingIsDone() throws Exception {
    daemon('Z', 2);
    Files.delete(temp.resolve("mounted"));
    former.release(temp);
    assertThat(abort).isEmptyFile();
  }
}
