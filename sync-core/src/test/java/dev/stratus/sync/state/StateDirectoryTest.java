package dev.stratus.sync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  private static final StateIdentity PHOTOS = new StateIdentity("http://s3:9000", "photos", "");
  private static final StateIdentity MUSIC = new StateIdentity("http://s3:9000", "music", "");

  @TempDir Path temp;

  @Test
  void aNewDirectoryIsPrivateAndMayBeOpenedAgain() throws IOException {
    Path path = temp.resolve("a/b/state");
    try (StateDirectory state = StateDirectory.open(path, PHOTOS)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      assertThat(state.index()).hasParentRaw(path);
    }
    try (StateDirectory state = StateDirectory.open(path, PHOTOS)) {
      assertThat(state.boot()).isNotBlank();
    }
  }

  @Test
  void aDirectoryThatWasOpenToOthersIsMadePrivate() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (StateDirectory state = StateDirectory.open(temp, PHOTOS)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aDirectoryOfAnotherBucketIsRefusedAndLeftAlone() throws IOException {
    StateDirectory.open(temp, PHOTOS).close();
    String before = Files.readString(temp.resolve("state.json"));

    assertThatThrownBy(() -> StateDirectory.open(temp, MUSIC))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("belongs to photos at http://s3:9000, not to music");
    assertThat(temp.resolve("state.json")).hasContent(before);
    StateDirectory.open(temp, PHOTOS).close();
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    StateDirectory.open(temp, PHOTOS).close();
    Path file = temp.resolve("state.json");
    Files.writeString(file, Files.readString(file).replace("\"format\":1", "\"format\":2"));

    assertThatThrownBy(() -> StateDirectory.open(temp, PHOTOS))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("newer Stratus (format 2, this one knows 1)");
  }

  @Test
  void aDamagedStateFileIsNamed() throws IOException {
    StateDirectory.open(temp, PHOTOS).close();
    Files.writeString(temp.resolve("state.json"), "{\"format\":");

    assertThatThrownBy(() -> StateDirectory.open(temp, PHOTOS))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("state.json is damaged");
  }

  @Test
  void somebodysHomeIsRefused() throws IOException {
    Files.writeString(temp.resolve("thesis.txt"), "x");

    assertThatThrownBy(() -> StateDirectory.open(temp, PHOTOS))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("is not empty");
    assertThat(temp).isDirectoryNotContaining(path -> path.endsWith("lock"));
  }

  @Test
  void theRootOfAFileSystemOfItsOwnWillDo() throws IOException {
    Files.createDirectory(temp.resolve("lost+found"));
    Files.createDirectory(temp.resolve("embedded"));

    StateDirectory.open(temp, PHOTOS).close();
  }

  @Test
  void aSecondDaemonIsRefusedAndToldWhoHasIt() throws Exception {
    Process other = lockFromAnotherProcess();
    try {
      assertThatThrownBy(() -> StateDirectory.open(temp, PHOTOS))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("in use by another daemon (process 4711)");
    } finally {
      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    StateDirectory.open(temp, PHOTOS).close();
  }

  @Test
  void aSecondMountOfThisProcessIsRefused() throws IOException {
    try (StateDirectory first = StateDirectory.open(temp, PHOTOS)) {
      assertThat(first.path()).isEqualTo(temp);
      assertThatThrownBy(() -> StateDirectory.open(temp, PHOTOS))
          .isInstanceOf(StateException.class)
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void whatANewMountLeftIsTakenAway() throws IOException {
    Path path = temp.resolve("state");
    StateDirectory state = StateDirectory.open(path, PHOTOS);
    Files.createDirectories(state.content().resolve("00"));
    Files.writeString(state.content().resolve("00/17"), "bytes");

    state.discardIfNew();

    assertThat(path).doesNotExist();
  }

  @Test
  void whatWasThereBeforeStays() throws IOException {
    Path embedded = Files.createDirectory(temp.resolve("embedded"));
    StateDirectory state = StateDirectory.open(temp, PHOTOS);

    state.discardIfNew();

    assertThat(temp).isDirectory();
    assertThat(embedded).isDirectory();
    assertThat(StateChecks.contents(temp)).containsExactly(embedded);
  }

  @Test
  void aStateThatWasInUseBeforeIsNeverTakenAway() throws IOException {
    StateDirectory.open(temp, PHOTOS).close();

    StateDirectory.open(temp, PHOTOS).discardIfNew();

    assertThat(temp.resolve("state.json")).exists();
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsOneSentence() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");

    assertThatThrownBy(() -> StateDirectory.open(file.resolve("state"), PHOTOS))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--state-dir");
  }

  /** A lock of this process would be ours already, so another one has to hold it. */
  private Process lockFromAnotherProcess() throws IOException {
    Path lock = Files.writeString(temp.resolve("lock"), "4711\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process holder =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    LockHolder.class.getName(),
                    lock.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("locked");
    return holder;
  }
}
