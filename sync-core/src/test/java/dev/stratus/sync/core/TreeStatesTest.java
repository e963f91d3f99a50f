package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.control.StatePage;
import dev.stratus.sync.control.StateRequest;
import dev.stratus.sync.control.StatedFile;
import dev.stratus.sync.control.TreeStatus;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a tree is what the attributes of each of its files say. */
final class TreeStatesTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path directory;
  private CoreUnderTest core;
  private FileSystemView view;

  @BeforeEach
  void mount() throws Exception {
    MemoryStore store = new MemoryStore(new MemoryBucket(), MemoryStore.LIKE_MINIO);
    core = new CoreUnderTest(directory, "boot", store);
    view = core.view();
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private ControlTarget control() {
    return core.core().control();
  }

  private InodeId directory(InodeId parent, String name) throws FsException {
    return view.mkdir(parent, new Name(name), 0755, Workplace.CALLER).inode();
  }

  private InodeId file(InodeId parent, String name, String text) throws FsException {
    OpenMode mode = new OpenMode(true, true, false, true);
    Created made = view.create(parent, new Name(name), 0644, mode, Workplace.CALLER);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    view.write(made.handle(), ByteBuffer.wrap(bytes), 0);
    view.flush(made.handle());
    view.release(made.handle());
    return made.attributes().inode();
  }

  private String attribute(InodeId inode, String name) throws FsException {
    return new String(view.getxattr(inode, "user.cloud." + name), StandardCharsets.UTF_8);
  }

  private InodeId inode(String path) throws FsException {
    InodeId inode = InodeId.ROOT;
    for (String name : List.of(path.split("/", -1))) {
      inode = view.lookup(inode, new Name(name)).inode();
    }
    return inode;
  }

  private StatePage states(String path, @Nullable String after) throws Exception {
    return control().states(new StateRequest(path, true, after));
  }

  /** Some that are in the cloud, here or not, and some that wait. */
  private void fill() throws Exception {
    InodeId d = directory(InodeId.ROOT, "d");
    InodeId deep = directory(d, "deep");
    file(deep, "both", "here too");
    file(d, "gone", "in the cloud only");
    InodeId linked = file(d, "linked", "two names");
    view.link(linked, InodeId.ROOT, new Name("a link"));
    core.awaitSynced(BOUND.toMillis());
    control().cleanCache(new CleanCacheRequest(List.of("d/gone"), false, false));
    control().stopSync();
    file(d, "waits", "not yet");
    view.symlink(d, new Name("soft"), "waits", Workplace.CALLER);
  }

  @Test
  void eachFileHasTheStateThatItsAttributesSay() throws Exception {
    fill();
    StatePage page = states("", null);

    assertThat(page.more()).isFalse();
    assertThat(page.files().stream().map(StatedFile::path))
        .containsExactly("a link", "d/deep/both", "d/gone", "d/linked", "d/soft", "d/waits");
    for (StatedFile file : page.files()) {
      InodeId inode = inode(file.path());
      assertThat(file.state()).as(file.path()).isEqualTo(attribute(inode, "state"));
      assertThat(file.location())
          .as(file.path())
          .isEqualTo(Integer.parseInt(attribute(inode, "location")));
      assertThat(file.cached())
          .as(file.path())
          .isEqualTo(Long.parseLong(attribute(inode, "cached")));
    }
    assertThat(page.files().stream().map(StatedFile::state))
        .contains("UPLOAD_SUCCESS", "COMPLETED", "STOPPED");
  }

  /** Of a file that changed, and of one below a directory that has another name. */
  @Test
  void aStateThatWasToldIsAnotherOneRightAfterAChange() throws Exception {
    InodeId moved = file(directory(InodeId.ROOT, "d"), "moved", "one");
    InodeId changed = file(InodeId.ROOT, "changed", "one");
    core.awaitSynced(BOUND.toMillis());
    control().stopSync();
    assertStates(moved, "UPLOAD_SUCCESS", changed, "UPLOAD_SUCCESS");
    view.rename(InodeId.ROOT, new Name("d"), InodeId.ROOT, new Name("e"), RenameMode.REPLACE);
    assertStates(moved, "STOPPED", changed, "UPLOAD_SUCCESS");
    Handle handle = view.open(changed, OpenMode.readWrite());
    view.write(handle, ByteBuffer.wrap(new byte[] {1}), 0);
    assertStates(moved, "STOPPED", changed, "STOPPED");
    view.release(handle);
    core.awaitSynced(BOUND.toMillis());
    assertStates(moved, "UPLOAD_SUCCESS", changed, "UPLOAD_SUCCESS");
  }

  /** Programs ask twice, for the length and for the text. */
  private void assertStates(InodeId one, String first, InodeId other, String second)
      throws FsException {
    for (int i = 0; i < 2; i++) {
      assertThat(attribute(one, "state")).isEqualTo(first);
      assertThat(attribute(other, "state")).isEqualTo(second);
    }
  }

  @Test
  void aPageGoesOnAfterAnyPathAlsoOneThatWentMeanwhile() throws Exception {
    fill();
    assertThat(states("d", "d/deep/both").files().stream().map(StatedFile::path))
        .containsExactly("d/gone", "d/linked", "d/soft", "d/waits");

    view.unlink(inode("d"), new Name("linked"));
    assertThat(states("d", "d/linked").files().stream().map(StatedFile::path))
        .containsExactly("d/soft", "d/waits");
    assertThat(states("d", "d/waits").files()).isEmpty();
  }

  @Test
  void aDirectoryStandsForItselfUnlessItIsAskedForItsTree() throws Exception {
    fill();
    List<StatedFile> files = control().states(new StateRequest("d", false, null)).files();
    assertThat(files).hasSize(1);
    assertThat(files.get(0).path()).isEqualTo("d");
    assertThat(files.get(0).state()).isEqualTo(attribute(inode("d"), "state"));
  }

  @Test
  void theSyncOfATreeIsToldWithoutThatOfOthers() throws Exception {
    fill();
    file(InodeId.ROOT, "beside", "not in d");

    TreeStatus status = control().treeStatus("d");

    assertThat(status.stopped()).isTrue();
    assertThat(status.toBeUploaded().files()).isEqualTo(2);
    assertThat(control().treeStatus("").toBeUploaded().files()).isEqualTo(3);
    assertThat(control().treeStatus("d/deep").toBeUploaded().files()).isZero();
  }
}
