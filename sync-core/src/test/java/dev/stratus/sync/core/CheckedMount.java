package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CheckFinding;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CheckResult;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.remote.RemovalGuard;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A core over a bucket that tells no changes and is compared only when somebody asks, so that what
 * a test damages stays damaged until it is checked.
 */
final class CheckedMount implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Caller CALLER = new Caller(7, 8);
  private static final Capabilities SILENT =
      new Capabilities(true, true, true, true, false, true, false, true, true, false, false, false);

  private static final Tuning SELDOM =
      new Tuning(
          CoreUnderTest.HASTY.clock(),
          CoreUnderTest.HASTY.random(),
          CoreUnderTest.HASTY.uuids(),
          CoreUnderTest.HASTY.upload(),
          RemoteSettings.defaults()
              .withCompareInterval(Duration.ofHours(1))
              .withOld(Duration.ofHours(1)),
          DownloadSettings.defaults().withPatience(Duration.ofSeconds(1)),
          CoreUnderTest.HASTY.conditions(),
          CoreUnderTest.HASTY.conditionsAge());

  private final Path directory;
  private final MemoryBucket bucket;
  private @Nullable SyncCore core;
  private MemoryStore store;

  CheckedMount(Path directory, MemoryBucket bucket) {
    this.directory = directory;
    this.bucket = bucket;
    this.store = new MemoryStore(bucket, SILENT);
  }

  void open() throws IOException {
    Files.createDirectories(directory);
    store = new MemoryStore(bucket, SILENT);
    CoreParts parts =
        new CoreParts(
            directory.resolve("index.db"),
            directory.resolve("content"),
            "boot",
            store,
            null,
            () -> {},
            () -> false,
            directory.resolve("sock"));
    CoreSettings settings = CoreUnderTest.SETTINGS.with(new RemovalGuard.Limit(1, 1));
    core = SyncCore.open(parts, settings, SELDOM);
  }

  SyncCore core() {
    SyncCore open = core;
    if (open == null) {
      throw new IllegalStateException("not mounted");
    }
    return open;
  }

  FileSystemView view() {
    return core().view();
  }

  /** What the mount that is open asks. */
  MemoryStore store() {
    return store;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    SyncCore open = core;
    core = null;
    if (open != null) {
      open.close();
    }
  }

  /** Lets the sync go on until all is in the cloud. */
  void awaitSynced() throws Exception {
    await().atMost(SOON).until(() -> core().control().status().listing().complete());
    core().control().startSync();
    WaitRequest everything = new WaitRequest(List.of(""), SOON.toMillis());
    assertThat(core().control().waitUntilSynced(everything, progress -> {}).remaining()).isEmpty();
  }

  CheckResult check(boolean repair) throws Exception {
    return core().control().check(new CheckRequest(repair), progress -> {});
  }

  /** Each finding as its kind, place and outcome. */
  static List<String> lines(CheckResult result) {
    return result.findings().stream().map(CheckedMount::line).toList();
  }

  private static String line(CheckFinding finding) {
    return finding.kind() + " " + finding.where() + " " + finding.outcome();
  }

  /** Changes the index of an unmounted state directory. */
  void plant(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  /** A number that a question to the unmounted index gives. */
  long ask(String question) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("index.db"));
  }

  Path copyOf(long inode) {
    return directory.resolve(String.format(Locale.ROOT, "content/%02x/%d", inode % 256, inode));
  }

  InodeId find(String name) throws FsException {
    return view().lookup(InodeId.ROOT, new Name(name)).inode();
  }

  InodeId write(InodeId in, String name, byte[] bytes) throws FsException {
    Created file = view().create(in, new Name(name), 0640, OpenMode.readWrite(), CALLER);
    view().write(file.handle(), ByteBuffer.wrap(bytes), 0);
    view().flush(file.handle());
    view().release(file.handle());
    return file.attributes().inode();
  }

  InodeId mkdir(InodeId in, String name) throws FsException {
    return view().mkdir(in, new Name(name), 0755, CALLER).inode();
  }

  void symlink(InodeId in, String name, String target) throws FsException {
    view().symlink(in, new Name(name), target, CALLER);
  }

  byte[] read(InodeId inode) throws FsException {
    Handle handle = view().open(inode, OpenMode.readOnly());
    try {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      int count = 0;
      int more;
      do {
        more = view().read(handle, buffer, count);
        count += more;
      } while (more > 0);
      return Arrays.copyOf(buffer.array(), count);
    } finally {
      view().release(handle);
    }
  }

  /** Every path with what is there: a file's bytes, a link's target; a failure by its name. */
  Map<String, String> tree() throws FsException {
    Map<String, String> found = new TreeMap<>();
    walk(InodeId.ROOT, "", found);
    return found;
  }

  private void walk(InodeId directory, String path, Map<String, String> found) throws FsException {
    for (DirectoryEntry entry : view().readdir(directory, 2, 1000)) {
      if (FileMode.isDirectory(entry.mode())) {
        found.put(path + entry.name() + "/", "");
        walk(entry.inode(), path + entry.name() + "/", found);
      } else {
        found.put(path + entry.name(), content(entry));
      }
    }
  }

  private String content(DirectoryEntry entry) {
    try {
      return FileMode.isSymlink(entry.mode())
          ? "-> " + view().readlink(entry.inode())
          : new String(read(entry.inode()), StandardCharsets.UTF_8);
    } catch (FsException e) {
      return FsFailure.IO_ERROR == e.failure() ? "IO_ERROR" : e.failure().name();
    }
  }
}
