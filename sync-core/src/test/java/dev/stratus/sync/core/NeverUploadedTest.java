package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.control.StateRequest;
import dev.stratus.sync.control.StatedFile;
import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that the ignore patterns keep on this machine. */
final class NeverUploadedTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final String LOCK = ".~lock.a#";

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private CoreUnderTest core;
  private FileSystemView view;

  @BeforeEach
  void mount() throws Exception {
    mountIgnoring("build/");
  }

  private void mountIgnoring(String... patterns) throws IOException {
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    IgnoreRules rules = IgnoreRules.of(List.of(patterns));
    core = new CoreUnderTest(directory, store, CoreUnderTest.SETTINGS.with(rules));
    view = core.view();
  }

  @AfterEach
  void unmount() throws Exception {
    core.close();
  }

  private ControlTarget control() {
    return core.core().control();
  }

  private InodeId file(InodeId parent, String name, String text) throws FsException {
    Created made =
        view.create(parent, new Name(name), 0644, OpenMode.readWrite(), Workplace.CALLER);
    view.write(made.handle(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    view.flush(made.handle());
    view.release(made.handle());
    return made.attributes().inode();
  }

  private void rename(String from, String to) throws FsException {
    view.rename(InodeId.ROOT, new Name(from), InodeId.ROOT, new Name(to), RenameMode.REPLACE);
  }

  private String attribute(InodeId inode, String name) throws FsException {
    return new String(view.getxattr(inode, "user.cloud." + name), StandardCharsets.UTF_8);
  }

  private String read(InodeId inode) throws FsException {
    Handle handle = view.open(inode, OpenMode.readOnly());
    try {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      view.read(handle, bytes, 0);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } finally {
      view.release(handle);
    }
  }

  /** Another client writes the object. */
  private void writeThere(String text) {
    bucket.write(LOCK, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void awaitSynced() throws Exception {
    core.awaitSynced(BOUND.toMillis());
  }

  /** Waits until the uploader has looked at all that stays here. */
  private void awaitLeftAlone(long files) {
    await().atMost(BOUND).until(() -> control().status().neverUploaded().files() == files);
  }

  private void awaitKeys(String... keys) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(CoreUnderTest.bucket(new MemoryStore(bucket, MemoryStore.LIKE_MINIO)))
                    .containsOnlyKeys(keys));
  }

  private void assertStaysHere(InodeId inode) throws FsException {
    assertThat(attribute(inode, "state")).isEqualTo("STOPPED");
    assertThat(attribute(inode, "location")).isEqualTo("1");
    assertThat(attribute(inode, "error")).contains("ignore pattern");
  }

  @Test
  void anIgnoredFileStaysHereAndSaysWhy() throws Exception {
    InodeId lock = file(InodeId.ROOT, LOCK, "me");
    assertStaysHere(lock);
    InodeId build = view.mkdir(InodeId.ROOT, new Name("build"), 0755, Workplace.CALLER).inode();
    InodeId made = file(build, "a.o", "object");
    file(InodeId.ROOT, "a", "mine");
    awaitSynced();
    awaitLeftAlone(3);
    awaitKeys("a");
    assertStaysHere(lock);
    assertStaysHere(made);
    assertStaysHere(build);
    assertThat(attribute(InodeId.ROOT, "state")).isEqualTo("COMPLETED");
    assertThat(attribute(InodeId.ROOT, "summary")).isEqualTo("COMPLETED");
    assertThat(control().status().toBeUploaded().files()).isZero();
    assertThat(control().status().neverUploaded().bytes()).isEqualTo(8);
  }

  @Test
  void aListOfStatesSaysTheSame() throws Exception {
    file(InodeId.ROOT, LOCK, "me");
    awaitLeftAlone(1);
    StatedFile told = control().states(new StateRequest("", true, null)).files().get(0);
    assertThat(told.state()).isEqualTo("STOPPED");
    assertThat(told.location()).isEqualTo(1);
    assertThat(told.reason()).contains(".~lock.*#");
  }

  @Test
  void nobodyWaitsForIt() throws Exception {
    control().stopSync();
    file(InodeId.ROOT, LOCK, "me");
    assertThat(control().prepareUnmount(true, progress -> {}).remainingCount()).isZero();
    assertThat(control().status().toBeUploaded().files()).isZero();
  }

  @Test
  void underAnotherNameItGoesUp() throws Exception {
    InodeId temporary = file(InodeId.ROOT, ".goutputstream-1", "new");
    file(InodeId.ROOT, "final", "old");
    awaitSynced();
    awaitLeftAlone(1);
    rename(".goutputstream-1", "final");
    awaitSynced();
    awaitLeftAlone(0);
    assertThat(bucket.bytes("final")).asString(StandardCharsets.UTF_8).isEqualTo("new");
    assertThat(attribute(temporary, "state")).isEqualTo("UPLOAD_SUCCESS");
  }

  @Test
  void whatIsRenamedToAnIgnoredNameComesHereBeforeItGoesThere() throws Exception {
    InodeId file = file(InodeId.ROOT, "a", "precious");
    awaitSynced();
    control().cleanCache(new CleanCacheRequest(List.of("a"), false, false));
    assertThat(attribute(file, "location")).isEqualTo("2");
    rename("a", LOCK);
    awaitSynced();
    awaitKeys();
    awaitLeftAlone(1);
    assertStaysHere(file);
    assertThat(read(file)).isEqualTo("precious");
    assertThat(control().cleanCache(new CleanCacheRequest(List.of(LOCK), false, false)).kept())
        .hasSize(1);
    rename(LOCK, "a");
    awaitSynced();
    assertThat(bucket.bytes("a")).asString(StandardCharsets.UTF_8).isEqualTo("precious");
  }

  @Test
  void aDirectoryThatIsRenamedToAnIgnoredNameComesHereWithAllThatIsInIt() throws Exception {
    InodeId d = view.mkdir(InodeId.ROOT, new Name("d"), 0755, Workplace.CALLER).inode();
    InodeId file = file(d, "f", "precious");
    awaitSynced();
    control().cleanCache(new CleanCacheRequest(List.of("d/f"), false, false));
    rename("d", "build");
    awaitSynced();
    awaitKeys();
    assertThat(read(file)).isEqualTo("precious");
    rename("build", "d");
    awaitSynced();
    awaitKeys("d/", "d/f");
  }

  @Test
  void whatTheCloudHasUnderAnIgnoredNameIsAFileLikeEveryOther() throws Exception {
    writeThere("theirs");
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> view.lookup(InodeId.ROOT, new Name(LOCK)));
    InodeId lock = view.lookup(InodeId.ROOT, new Name(LOCK)).inode();
    assertThat(attribute(lock, "state")).isEqualTo("COMPLETED");
    Handle handle = view.open(lock, OpenMode.readWrite());
    view.write(handle, ByteBuffer.wrap("mine".getBytes(StandardCharsets.UTF_8)), 0);
    view.release(handle);
    awaitSynced();
    assertThat(bucket.bytes(LOCK)).asString(StandardCharsets.UTF_8).isEqualTo("miners");
  }

  @Test
  void anObjectThatAnIgnoredFileHidesIsNamed() throws Exception {
    InodeId lock = file(InodeId.ROOT, LOCK, "mine");
    awaitLeftAlone(1);
    writeThere("theirs");
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(control().status().findings())
                    .anySatisfy(finding -> assertThat(finding.where()).isEqualTo(LOCK)));
    assertThat(read(lock)).isEqualTo("mine");
    assertThat(bucket.bytes(LOCK)).asString(StandardCharsets.UTF_8).isEqualTo("theirs");
  }

  @Test
  void otherRulesAreFollowedAtTheNextMount() throws Exception {
    InodeId build = view.mkdir(InodeId.ROOT, new Name("build"), 0755, Workplace.CALLER).inode();
    file(build, "a.o", "object");
    awaitLeftAlone(2);
    core.close();
    mountIgnoring();
    awaitSynced();
    awaitKeys("build/", "build/a.o");
    assertThat(control().status().neverUploaded().files()).isZero();
  }

  @Test
  void itIsThereAfterARestartAndACheckFindsNothing() throws Exception {
    file(InodeId.ROOT, LOCK, "me");
    awaitLeftAlone(1);
    core.close();
    mountIgnoring("build/");
    assertThat(read(view.lookup(InodeId.ROOT, new Name(LOCK)).inode())).isEqualTo("me");
    assertThat(control().check(new CheckRequest(false), progress -> {}).findings()).isEmpty();
    view.unlink(InodeId.ROOT, new Name(LOCK));
    awaitLeftAlone(0);
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> view.lookup(InodeId.ROOT, new Name(LOCK)))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NOT_FOUND));
  }

  @Test
  void aVersionThatWasBeingRestoredAtAKillIsGoneWithTheNextMount() throws Exception {
    InodeId folder = view.mkdir(InodeId.ROOT, new Name("d"), 0755, Workplace.CALLER).inode();
    file(folder, ".stratus-restore-0f8fad5b-d9cb-469f-a165-70867728950e", "half");
    file(folder, ".stratus-restore-mine", "kept");
    awaitLeftAlone(2);
    file(InodeId.ROOT, ".stratus-restore-7c9e6679-7425-40de-944b-e07fc1f90ae7", "half");
    core.close();

    mountIgnoring();

    assertThat(view.readdir(folder, 0, 10))
        .extracting(DirectoryEntry::name)
        .contains(".stratus-restore-mine")
        .doesNotContain(".stratus-restore-0f8fad5b-d9cb-469f-a165-70867728950e");
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(
            () ->
                view.lookup(
                    InodeId.ROOT,
                    new Name(".stratus-restore-7c9e6679-7425-40de-944b-e07fc1f90ae7")));
    assertThat(control().check(new CheckRequest(false), progress -> {}).findings()).isEmpty();
  }
}
