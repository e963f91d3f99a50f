package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.RestoreRequest;
import dev.stratus.sync.control.RestoreResult;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of files are told and brought back, and no bytes are lost by that. */
final class FileHistoryTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final OpenMode TRUNCATE = new OpenMode(true, true, true, false);
  private static final String SHA256_OF_ONE =
      "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
  private CoreUnderTest core;
  private FileSystemView view;

  @BeforeEach
  void mount() throws Exception {
    core = new CoreUnderTest(directory, "boot", store);
    view = core.view();
    assertThat(control().versioning(true).keeps()).isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    core.close();
  }

  private ControlTarget control() {
    return core.core().control();
  }

  private InodeId create(InodeId parent, String name, String text) throws Exception {
    Created made =
        view.create(parent, new Name(name), 0640, OpenMode.readWrite(), Workplace.CALLER);
    write(made.handle(), text);
    return made.attributes().inode();
  }

  private void overwrite(InodeId file, String text) throws Exception {
    write(view.open(file, TRUNCATE), text);
    core.awaitSynced(BOUND.toMillis());
  }

  private void write(Handle handle, String text) throws FsException {
    view.write(handle, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    view.flush(handle);
    view.release(handle);
  }

  private String read(String name) throws FsException {
    Handle handle = view.open(look(name).inode(), OpenMode.readOnly());
    try {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      view.read(handle, bytes, 0);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } finally {
      view.release(handle);
    }
  }

  private Attributes look(String name) throws FsException {
    return view.lookup(InodeId.ROOT, new Name(name));
  }

  private List<String> names() throws FsException {
    return view.readdir(InodeId.ROOT, 0, 100).stream().map(DirectoryEntry::name).toList();
  }

  private List<HistoricVersion> history(String path) throws Exception {
    return control().history(new HistoryRequest(path, 10, true), progress -> {}).versions();
  }

  private RestoreResult restore(String path, @Nullable String version, @Nullable String to)
      throws Exception {
    return control().restore(new RestoreRequest(path, version, to), progress -> {});
  }

  private static void assertFails(ControlFailure failure, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ControlException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessageContaining(text);
  }

  @Test
  void versionsAreToldTheNewestFirstWithTheirDigests() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    core.awaitSynced(BOUND.toMillis());
    overwrite(file, "second");
    List<HistoricVersion> versions = history("f");
    assertThat(versions).extracting(HistoricVersion::size).containsExactly(6L, 3L);
    assertThat(versions.get(1).sha256()).isEqualTo(SHA256_OF_ONE);
    assertThat(versions.get(0).edited()).isAfterOrEqualTo(versions.get(1).edited());
    assertThat(control().history(new HistoryRequest("f", 1, false), p -> {}).versions())
        .singleElement()
        .satisfies(version -> assertThat(version.sha256()).isNull());
  }

  @Test
  void theVersionBeforeComesBackAndItsOwnerStays() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    view.setattr(file, AttributeChange.owner(42, 43));
    view.setxattr(file, "user.note", new byte[] {1}, XattrMode.CREATE);
    core.awaitSynced(BOUND.toMillis());
    overwrite(file, "second");
    RestoreResult result = restore("f", null, null);
    assertThat(result.version().size()).isEqualTo(3);
    assertThat(read("f")).isEqualTo("one");
    Attributes restored = look("f");
    assertThat(restored.uid()).isEqualTo(42);
    assertThat(restored.mode() & 07777).isEqualTo(0640);
    assertThat(view.getxattr(restored.inode(), "user.note")).containsExactly(1);
    core.awaitSynced(BOUND.toMillis());
    assertThat(bucket.bytes("f")).asString(StandardCharsets.UTF_8).isEqualTo("one");
    assertThat(history("f")).hasSizeGreaterThan(2);
  }

  @Test
  void aVersionComesBackUnderAnotherNameOnce() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    core.awaitSynced(BOUND.toMillis());
    overwrite(file, "second");
    String first = history("f").get(1).version();
    assertThat(restore("f", first, "new/old").path()).isEqualTo("new/old");
    assertThat(read("f")).isEqualTo("second");
    InodeId folder = look("new").inode();
    assertThat(view.lookup(folder, new Name("old")).size()).isEqualTo(3);
    assertThatThrownBy(() -> restore("f", first, "new/old"))
        .isInstanceOfSatisfying(
            FsException.class, e -> assertThat(e.failure()).isEqualTo(FsFailure.EXISTS));
  }

  @Test
  void aDeletedFileComesBackWithItsAttributes() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    view.setattr(file, AttributeChange.owner(42, 43));
    core.awaitSynced(BOUND.toMillis());
    view.unlink(InodeId.ROOT, new Name("f"));
    core.awaitSynced(BOUND.toMillis());
    assertThat(history("f").get(0).deleted()).isTrue();
    restore("f", null, null);
    assertThat(read("f")).isEqualTo("one");
    assertThat(look("f").gid()).isEqualTo(43);
    assertThat(look("f").mode() & 07777).isEqualTo(0640);
  }

  @Test
  void whatIsNotInTheCloudIsNotReplaced() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    core.awaitSynced(BOUND.toMillis());
    overwrite(file, "second");
    control().stopSync();
    write(view.open(file, TRUNCATE), "third");
    assertFails(ControlFailure.BUSY, "not in the cloud", () -> restore("f", null, null));
    control().startSync();
    core.awaitSynced(BOUND.toMillis());
    Handle open = view.open(file, OpenMode.readWrite());
    assertFails(ControlFailure.BUSY, "is open", () -> restore("f", null, null));
    view.release(open);
    restore("f", null, null);
    assertThat(read("f")).isEqualTo("second");
  }

  @Test
  void aVersionThatDoesNotComeLeavesTheFileAndNothingElse() throws Exception {
    InodeId file = create(InodeId.ROOT, "f", "one");
    core.awaitSynced(BOUND.toMillis());
    overwrite(file, "second");
    try (Injection broken =
        store.faults().on(Verb.GET).key("f"::equals).inject(Fault.fail(CloudFailure.TIMED_OUT))) {
      assertFails(ControlFailure.UNREACHABLE, "injected", () -> restore("f", null, null));
      assertThat(broken.hits()).isPositive();
    }
    assertThat(read("f")).isEqualTo("second");
    assertThat(names()).containsExactly(".", "..", "f");
  }

  @Test
  void whatIsAskedForInVainIsAClearAnswer() throws Exception {
    create(InodeId.ROOT, "f", "one");
    view.mkdir(InodeId.ROOT, new Name("d"), 0755, Workplace.CALLER);
    core.awaitSynced(BOUND.toMillis());
    assertThat(history("never")).isEmpty();
    assertFails(ControlFailure.NO_SUCH_VERSION, "no other version", () -> restore("f", null, null));
    assertFails(
        ControlFailure.NO_SUCH_VERSION, "no version zero", () -> restore("f", "zero", null));
    assertFails(ControlFailure.INVALID, "Only files", () -> history("d"));
    assertFails(
        ControlFailure.INVALID,
        "At least one",
        () -> control().history(new HistoryRequest("f", 0, false), p -> {}));
  }

  @Test
  void aBucketWithoutVersionsSaysSo(@TempDir Path other) throws Exception {
    try (CoreUnderTest plain = new CoreUnderTest(other, "boot", new MemoryStore())) {
      assertThat(plain.core().control().versioning(false).keeps()).isFalse();
      assertFails(
          ControlFailure.FAILED,
          "stratus versioning enable",
          () -> plain.core().control().history(new HistoryRequest("f", 10, false), progress -> {}));
    }
  }
}
