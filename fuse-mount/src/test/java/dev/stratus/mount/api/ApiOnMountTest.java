package dev.stratus.mount.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.mount.cli.StratusProcess;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ApiOnMountTest {

  @TempDir Path temp;
  private StratusProcess stratus;
  private Path mountPoint;

  @BeforeEach
  void mount() throws Exception {
    stratus = new StratusProcess(temp);
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("mnt"));
    assertThat(stratus.run("mount", "notes", "mnt", "--embedded").exitCode()).isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    stratus.run("unmount", "mnt", "--no-wait");
    await().atMost(Duration.ofSeconds(60)).until(() -> !isMounted());
  }

  private boolean isMounted() throws IOException {
    return MountTable.read().at(mountPoint).isPresent();
  }

  @Test
  void aProgramFollowsItsFileToTheCloudAndBack() throws Exception {
    assertThat(run(NoteProgram.class))
        .containsExactly(
            "STOPPED",
            "13900010",
            "UPLOAD_SUCCESS",
            "COMPLETED",
            "hello",
            "OptimizeSpaceProgress[state=COMPLETED, progress=100]");
  }

  private List<String> run(Class<?> program) throws Exception {
    Path out = temp.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                mountPoint.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }
}
