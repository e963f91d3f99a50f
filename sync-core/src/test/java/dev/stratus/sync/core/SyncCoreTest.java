package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.control.WaitResult;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.TimeChange;
import dev.stratus.sync.view.XattrMode;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCoreTest {

  private static final Caller CALLER = new Caller(7, 8);

  @TempDir Path directory;
  private final MemoryStore bucket = new MemoryStore();

  /** Every test opens it first; null only where that failed. */
  @SuppressWarnings("NullAway.Init")
  private SyncCore core;

  private SyncCore open(String state, String boot) throws Exception {
    return open(state, boot, null);
  }

  private SyncCore open(String state, String boot, @Nullable CloudException away) throws Exception {
    Path path = directory.resolve(state);
    java.nio.file.Files.createDirectories(path);
    CoreParts parts =
        new CoreParts(
            path.resolve("index.db"),
            path.resolve("content"),
            boot,
            keptOpen(bucket),
            away,
            () -> {},
            () -> false,
            path.resolve("sock"));
    CoreSettings settings = CoreUnderTest.SETTINGS;
    core = SyncCore.open(parts, settings);
    return core;
  }

  /** The bucket outlives each core that closes its store. */
  private static CloudStore keptOpen(CloudStore store) {
    return (CloudStore)
        Proxy.newProxyInstance(
            CloudStore.class.getClassLoader(),
            new Class<?>[] {CloudStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(store, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() throws Exception {
    if (core != null) {
      core.close();
    }
  }

  private static InodeId write(FileSystemView view, InodeId in, String name, String text)
      throws FsException {
    Created file = view.create(in, new Name(name), 0640, OpenMode.readWrite(), CALLER);
    view.write(file.handle(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    view.flush(file.handle());
    view.release(file.handle());
    return file.attributes().inode();
  }

  private static String read(FileSystemView view, InodeId inode) throws FsException {
    Handle handle = view.open(inode, OpenMode.readOnly());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int count = view.read(handle, buffer, 0);
    view.release(handle);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }

  private void awaitSynced() throws Exception {
    assertThat(
            core.control()
                .waitUntilSynced(new WaitRequest(List.of(""), 20_000L), progress -> {})
                .synced())
        .isTrue();
  }

  private List<String> keys() throws Exception {
    return bucket.list(ListRequest.flat(""), "").objects().stream()
        .map(ObjectInfo::key)
        .map(key -> key.value())
        .filter(key -> !key.startsWith(".stratus/"))
        .toList();
  }

  @Test
  void everythingComesBackFromTheBucket() throws Exception {
    FileSystemView view = open("one", "boot").view();
    InodeId dir = view.mkdir(InodeId.ROOT, new Name("dir"), 0750, CALLER).inode();
    view.mkdir(dir, new Name("empty"), 0700, CALLER);
    InodeId file = write(view, dir, "file", "bytes");
    view.setxattr(file, "user.note", new byte[] {1, 2, 3}, XattrMode.CREATE);
    view.setattr(file, AttributeChange.times(TimeChange.omit(), TimeChange.at(123_456_789_000L)));
    view.link(file, InodeId.ROOT, new Name("hard"));
    view.symlink(InodeId.ROOT, new Name("link"), "dir/file", CALLER);
    awaitSynced();
    assertThat(keys()).containsExactly("dir/", "dir/empty/", "dir/file", "hard", "link");
    core.close();

    view = open("two", "boot").view();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> core.control().status().listing().complete());
    Attributes back = view.lookup(InodeId.ROOT, new Name("hard"));
    assertThat(back.nlink()).isEqualTo(2);
    assertThat(back.mode() & 07777).isEqualTo(0640);
    assertThat(back.uid()).isEqualTo(7);
    assertThat(back.mtimeNanos()).isEqualTo(123_456_789_000L);
    assertThat(back.blocks()).isEqualTo(1);
    assertThat(view.getxattr(back.inode(), "user.note")).containsExactly(1, 2, 3);
    assertThat(read(view, back.inode())).isEqualTo("bytes");
    InodeId link = view.lookup(InodeId.ROOT, new Name("link")).inode();
    assertThat(view.readlink(link)).isEqualTo("dir/file");
    InodeId again = view.lookup(InodeId.ROOT, new Name("dir")).inode();
    assertThat(view.lookup(again, new Name("file")).inode()).isEqualTo(back.inode());
    assertThat(view.readdir(again, 0, 10).stream().map(DirectoryEntry::name))
        .containsExactlyInAnyOrder(".", "..", "empty", "file");
  }

  @Test
  void statesAreTrueFromTheWriteToTheEviction() throws Exception {
    FileSystemView view = open("one", "boot").view();
    InodeId file = write(view, InodeId.ROOT, "file", "bytes");
    assertThat(state(view, file)).isEqualTo("TO_BE_UPLOADED");
    assertThat(xattr(view, file, "user.cloud.location")).isEqualTo("1");
    awaitSynced();
    assertThat(state(view, file)).isEqualTo("UPLOAD_SUCCESS");
    assertThat(xattr(view, file, "user.cloud.location")).isEqualTo("3");
    view.setxattr(file, "user.cloud.location", new byte[] {'2'}, XattrMode.CREATE_OR_REPLACE);
    assertThat(xattr(view, file, "user.cloud.location")).isEqualTo("2");
    assertThat(xattr(view, file, "user.cloud.cached")).isEqualTo("0");
    assertThat(view.getattr(file).blocks()).isEqualTo(1);
    assertThat(read(view, file)).isEqualTo("bytes");
    assertThat(xattr(view, file, "user.cloud.location")).isEqualTo("3");
  }

  private static String state(FileSystemView view, InodeId inode) throws FsException {
    return xattr(view, inode, "user.cloud.state");
  }

  private static String xattr(FileSystemView view, InodeId inode, String name) throws FsException {
    return new String(view.getxattr(inode, name), StandardCharsets.UTF_8);
  }

  @Test
  void stoppedSyncKeepsWritesSafeUntilItStartsAgain() throws Exception {
    FileSystemView view = open("one", "boot").view();
    core.control().stopSync();
    InodeId file = write(view, InodeId.ROOT, "file", "bytes");
    assertThat(state(view, file)).isEqualTo("STOPPED");
    core.close();
    view = open("one", "boot").view();
    assertThat(core.control().status().stopped()).isTrue();
    core.control().startSync();
    awaitSynced();
    assertThat(keys()).containsExactly("file");
    assertThat(state(view, file)).isEqualTo("UPLOAD_SUCCESS");
  }

  @Test
  void unsyncedChangeOfAGoodObjectIsSetAsideAfterTheMachineWentDown() throws Exception {
    FileSystemView view = open("one", "first boot").view();
    InodeId file = write(view, InodeId.ROOT, "file.txt", "good");
    awaitSynced();
    core.control().stopSync();
    Handle handle = view.open(file, OpenMode.readWrite());
    view.write(handle, ByteBuffer.wrap("torn".getBytes(StandardCharsets.UTF_8)), 0);
    CrashedState.copy(directory.resolve("one"), directory.resolve("crashed"));
    view.release(handle);
    core.close();

    view = open("crashed", "second boot").view();
    List<String> names =
        view.readdir(InodeId.ROOT, 2, 10).stream().map(DirectoryEntry::name).toList();
    assertThat(names).hasSize(2).contains("file.txt");
    InodeId good = view.lookup(InodeId.ROOT, new Name("file.txt")).inode();
    assertThat(read(view, good)).isEqualTo("good");
    String aside = names.stream().filter(name -> !name.equals("file.txt")).findFirst().get();
    assertThat(aside).startsWith("file (recovered ").endsWith(").txt");
    assertThat(read(view, view.lookup(InodeId.ROOT, new Name(aside)).inode())).isEqualTo("torn");
    core.control().startSync();
    awaitSynced();
    assertThat(keys()).containsExactlyInAnyOrder("file.txt", aside);
  }

  @Test
  void killedCoreFinishesItsUploadsInTheNextLife() throws Exception {
    FileSystemView view = open("one", "boot").view();
    core.control().stopSync();
    Created file = view.create(InodeId.ROOT, new Name("file"), 0644, OpenMode.readWrite(), CALLER);
    view.write(file.handle(), ByteBuffer.wrap("bytes".getBytes(StandardCharsets.UTF_8)), 0);
    CrashedState.copy(directory.resolve("one"), directory.resolve("killed"));
    view.release(file.handle());
    core.close();

    view = open("killed", "boot").view();
    core.control().startSync();
    awaitSynced();
    assertThat(keys()).containsExactly("file");
    assertThat(read(view, view.lookup(InodeId.ROOT, new Name("file")).inode())).isEqualTo("bytes");
  }

  @Test
  void whatAKillLeftUncountedGoes() throws Exception {
    FileSystemView view = open("one", "boot").view();
    InodeId file = write(view, InodeId.ROOT, "file", "bytes");
    awaitSynced();
    core.control().cleanCache(new CleanCacheRequest(List.of(""), true, false));
    CrashedState.copy(directory.resolve("one"), directory.resolve("killed"));
    core.close();
    String copy = "content/%02x/%d".formatted(file.value() % 256, file.value());
    Path fetched = directory.resolve("killed").resolve(copy);
    Files.writeString(fetched, "bytes");

    view = open("killed", "boot").view();

    await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(fetched));
    assertThat(read(view, file)).isEqualTo("bytes");
  }

  @Test
  void whoWaitsForOneLargeFileSeesItsBytesGo() throws Exception {
    FileSystemView view = open("one", "boot").view();
    try (Injection hang = bucket.faults().on(Verb.PUT_PART).skip(1).inject(Fault.hang())) {
      Created file =
          view.create(InodeId.ROOT, new Name("large"), 0644, OpenMode.readWrite(), CALLER);
      view.write(file.handle(), ByteBuffer.allocate(32 << 20), 0);
      view.release(file.handle());
      await().atMost(Duration.ofSeconds(20)).until(() -> hang.hits() > 0);
      List<Progress> seen = new CopyOnWriteArrayList<>();
      core.control().waitUntilSynced(new WaitRequest(List.of("large"), 2_000L), seen::add);
      Progress last = seen.get(seen.size() - 1);
      assertThat(last.bytesTotal()).isEqualTo(32 << 20);
      assertThat(last.bytesDone()).isPositive().isLessThan(32 << 20);
    }
    awaitSynced();
  }

  @Test
  void aRefusedDeletionIsToldAndNotWaitedFor() throws Exception {
    FileSystemView view = open("one", "boot").view();
    write(view, InodeId.ROOT, "file", "bytes");
    awaitSynced();
    Injection denied =
        bucket.faults().on(Verb.DELETE).inject(Fault.fail(CloudFailure.ACCESS_DENIED));
    view.unlink(InodeId.ROOT, new Name("file"));

    WaitResult result =
        core.control().waitUntilSynced(new WaitRequest(List.of(""), 20_000L), progress -> {});
    assertThat(result.timedOut()).isFalse();
    assertThat(result.synced()).isFalse();
    assertThat(result.remaining())
        .singleElement()
        .satisfies(left -> assertThat(left.path()).isEqualTo("file"))
        .satisfies(left -> assertThat(left.reason()).contains("cannot be deleted"));
    denied.close();
  }

  @Test
  void localCopyThatTheIndexDoesNotKnowGetsAName() throws Exception {
    FileSystemView view = open("one", "boot").view();
    write(view, InodeId.ROOT, "file", "bytes");
    awaitSynced();
    core.close();
    Path stray = directory.resolve("one/content/c8/200");
    java.nio.file.Files.writeString(stray, "stray");

    FileSystemView next = open("one", "boot").view();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(next.readdir(InodeId.ROOT, 2, 10).stream().map(DirectoryEntry::name))
                    .contains("recovered file 200"));
    InodeId found = next.lookup(InodeId.ROOT, new Name("recovered file 200")).inode();
    assertThat(read(next, found)).isEqualTo("stray");
  }

  private final CloudException away =
      new CloudException(CloudFailure.UNREACHABLE, "nobody is there");

  @Test
  void aMountWithoutCloudWorksWithWhatIsHereAndCatchesUpLater() throws Exception {
    InodeId old = write(open("one", "boot").view(), InodeId.ROOT, "old", "bytes");
    awaitSynced();
    core.close();
    Injection outage = bucket.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE));

    FileSystemView view = open("one", "boot", away).view();
    assertThat(read(view, old)).isEqualTo("bytes");
    assertThat(view.lookup(InodeId.ROOT, new Name("old")).inode()).isEqualTo(old);
    write(view, InodeId.ROOT, "new", "waits");
    outage.close();
    awaitSynced();
    assertThat(keys()).containsExactly("new", "old");
  }

  @Test
  void aMountWithoutCloudIsRefusedWhereTheBucketWasNeverSeen() {
    bucket.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE));
    assertThatThrownBy(() -> open("one", "boot", away)).isSameAs(away);
  }
}
