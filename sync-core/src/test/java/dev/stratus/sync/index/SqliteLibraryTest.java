package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

  @TempDir Path temp;

  /** The library is loaded once in a process, so another one does it. */
  @Test
  void aKilledProcessLeavesNoUnpackedLibrary() throws Exception {
    Path state = Files.createDirectory(temp.resolve("state"));
    Path system = Files.createDirectory(temp.resolve("system"));
    Files.writeString(state.resolve("sqlite-1.2.3-left-by-a-kill-libsqlitejdbc.so.lck"), "");

    Process killed = openAndHang(state, system);
    try {
      assertThat(killed.inputReader().lines().anyMatch("opened"::equals)).isTrue();
    } finally {
      killed.destroyForcibly();
    }
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(namesIn(state)).contains("index.db").noneMatch(name -> name.startsWith("sqlite-"));
    assertThat(namesIn(system)).noneMatch(name -> name.startsWith("sqlite-"));
  }

  private static Process openAndHang(Path state, Path system) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + system,
            "-cp",
            System.getProperty("java.class.path"),
            OpenedIndex.class.getName(),
            state.resolve("index.db").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Stream<String> namesIn(Path directory) {
    return Stream.of(directory.toFile().listFiles()).map(File::getName);
  }

  /** Opens an index, says so, and stays until it is killed. */
  static final class OpenedIndex {

    private OpenedIndex() {}

    public static void main(String[] arguments) throws Exception {
      try (Index index = Index.open(Path.of(arguments[0]))) {
        System.out.println(index.isNew() ? "opened" : "there was one");
        Thread.sleep(TimeUnit.MINUTES.toMillis(5));
      }
    }
  }
}
