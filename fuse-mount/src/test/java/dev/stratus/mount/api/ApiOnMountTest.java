package dev.stratus.mount.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.mount.cli.StratusProcess;
import dev.stratus.sync.mounts.MountTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
            "DownloadProgress[state=COMPLETED, processed=5, size=5, uri=file://notes/note.txt,"
                + " error=NO_ERROR]",
            "hello",
            "OptimizeSpaceProgress[state=COMPLETED, progress=100]");
  }

  @Test
  void theProgramOfTheDocumentationRuns() throws Exception {
    Path source = temp.resolve("Hello.java");
    String page = Files.readString(Path.of("..", "docs", "cloudsync.md"));
    int start = page.indexOf("```java") + "```java".length();
    Files.writeString(source, page.substring(start, page.indexOf("```", start)));
    assertThat(runWith(consumersClassPath(), source.toString()))
        .singleElement()
        .asString()
        .startsWith("hello ");
  }

  /** The core alone, and what the page says that a program needs besides. */
  private static String consumersClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            part -> part.matches(".*(sync-core|jackson-(core|databind|annotations)|slf4j-api).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> run(Class<?> program) throws Exception {
    return runWith(System.getProperty("java.class.path"), program.getName());
  }

  private List<String> runWith(String classPath, String program) throws Exception {
    Path out = temp.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                program,
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
