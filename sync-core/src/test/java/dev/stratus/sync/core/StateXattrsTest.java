package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of Stratus' own extended attributes there are, and who sees them. */
final class StateXattrsTest {

  private static final long BOUND_MILLIS = 20_000;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  private CoreUnderTest mount(String state, CoreSettings settings) throws Exception {
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    return new CoreUnderTest(directory.resolve(state), store, settings);
  }

  private static InodeId file(FileSystemView view) throws FsException {
    Created file =
        view.create(InodeId.ROOT, new Name("f"), 0644, OpenMode.readWrite(), Workplace.CALLER);
    view.write(file.handle(), ByteBuffer.wrap(new byte[] {1}), 0);
    view.release(file.handle());
    return file.attributes().inode();
  }

  private static String get(FileSystemView view, InodeId inode, String name) throws FsException {
    return new String(view.getxattr(inode, "user.cloud." + name), StandardCharsets.UTF_8);
  }

  private static void set(FileSystemView view, InodeId inode, String name, String value)
      throws FsException {
    view.setxattr(
        inode,
        "user.cloud." + name,
        value.getBytes(StandardCharsets.UTF_8),
        XattrMode.CREATE_OR_REPLACE);
  }

  private static void assertRefused(FsFailure failure, FileSystemView view, String... nameValue) {
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> set(view, InodeId.ROOT, nameValue[0], nameValue[1]))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void aFavoriteIsOneOnEveryMountUntilItIsNoMore() throws Exception {
    try (CoreUnderTest core = mount("a", CoreUnderTest.SETTINGS)) {
      InodeId file = file(core.view());
      assertThat(get(core.view(), file, "favorite")).isEqualTo("0");
      set(core.view(), file, "favorite", "1");
      assertThat(get(core.view(), file, "favorite")).isEqualTo("1");
      assertThat(core.view().listxattr(file)).isEmpty();
      core.awaitSynced(BOUND_MILLIS);
    }
    try (CoreUnderTest other = mount("b", CoreUnderTest.SETTINGS)) {
      InodeId file = other.view().lookup(InodeId.ROOT, new Name("f")).inode();
      assertThat(get(other.view(), file, "favorite")).isEqualTo("1");
      set(other.view(), file, "favorite", "0");
      assertThat(get(other.view(), file, "favorite")).isEqualTo("0");
      other.awaitSynced(BOUND_MILLIS);
    }
    assertThat(bucket.metadata("f")).doesNotContainKey("stratus-xattr");
  }

  @Test
  void theyAreListedOnlyWhereThatIsAskedFor() throws Exception {
    try (CoreUnderTest core = mount("a", CoreUnderTest.SETTINGS)) {
      InodeId file = file(core.view());
      core.view().setxattr(file, "user.note", new byte[] {1}, XattrMode.CREATE);
      assertThat(core.view().listxattr(file)).containsExactly("user.note");
    }
    try (CoreUnderTest core =
        mount("a", CoreUnderTest.SETTINGS.with(CoreOption.LIST_STATE_XATTRS))) {
      FileSystemView view = core.view();
      List<String> names = view.listxattr(view.lookup(InodeId.ROOT, new Name("f")).inode());
      assertThat(names)
          .contains("user.note", "user.cloud.state", "user.cloud.location", "user.cloud.favorite")
          .doesNotContain("user.cloud.summary", "user.cloud.control");
      assertThat(view.listxattr(InodeId.ROOT)).contains("user.cloud.summary", "user.cloud.control");
      for (String name : names) {
        assertThat(view.getxattr(view.lookup(InodeId.ROOT, new Name("f")).inode(), name))
            .as(name)
            .isNotEmpty();
      }
    }
  }

  @Test
  void fileStatusHasTheNumbersOfTheOriginal() throws Exception {
    try (CoreUnderTest core = mount("a", CoreUnderTest.SETTINGS)) {
      core.core().control().stopSync();
      InodeId file = file(core.view());
      assertThat(get(core.view(), file, "filestatus")).isEqualTo("5");
      assertThat(get(core.view(), InodeId.ROOT, "summary")).isEqualTo("STOPPED=1");
      core.awaitSynced(BOUND_MILLIS);
      assertThat(get(core.view(), file, "filestatus")).isEqualTo("3");
      assertThat(get(core.view(), InodeId.ROOT, "summary")).isEqualTo("COMPLETED");
    }
    try (CoreUnderTest core = mount("a", CoreUnderTest.SETTINGS)) {
      InodeId file = core.view().lookup(InodeId.ROOT, new Name("f")).inode();
      assertThat(get(core.view(), file, "filestatus")).isEqualTo("4");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    try (CoreUnderTest core = mount("a", CoreUnderTest.SETTINGS)) {
      assertRefused(FsFailure.INVALID, core.view(), "favorite", "2");
      assertRefused(FsFailure.INVALID, core.view(), "location", "3");
      assertRefused(FsFailure.NOT_PERMITTED, core.view(), "state", "COMPLETED");
    }
  }
}
