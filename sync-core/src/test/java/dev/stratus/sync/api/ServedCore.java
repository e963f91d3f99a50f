package dev.stratus.sync.api;

import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.ControlServer;
import dev.stratus.sync.control.ControlledMount;
import dev.stratus.sync.control.MountFacts;
import dev.stratus.sync.control.WaitRequest;
import dev.stratus.sync.core.CoreParts;
import dev.stratus.sync.core.CoreSettings;
import dev.stratus.sync.core.SyncCore;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A core over a bucket in memory, served as a daemon serves it, but without a kernel. */
final class ServedCore implements AutoCloseable {

  static final Path MOUNT = Path.of("/cloud");

  private static final Caller CALLER = new Caller(0, 0);

  private final MemoryBucket bucket;
  private final MemoryStore store;
  private final Path state;
  private final SyncCore core;
  private final ControlledMount mount;
  private ControlServer server;
  private boolean closed;

  ServedCore(Path state, MemoryBucket bucket, OptionalLong cacheLimit) throws IOException {
    this.state = Files.createDirectories(state);
    this.bucket = bucket;
    this.store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    this.core =
        SyncCore.open(
            parts(),
            CoreSettings.usual("host", new DefaultAttributes(0, 0, 0644, 0755))
                .with(new CacheBounds(cacheLimit, 0)));
    this.mount = new ControlledMount(facts(), core.control(), () -> {});
    this.server = ControlServer.listen(socket(), mount, false);
  }

  private CoreParts parts() {
    return new CoreParts(
        state.resolve("index.db"),
        state.resolve("content"),
        "boot",
        store,
        null,
        () -> {},
        () -> false,
        socket());
  }

  private MountFacts facts() {
    return new MountFacts(
        "0123",
        "bucket",
        "",
        "memory",
        "test",
        MOUNT.toString(),
        state.toString(),
        null,
        "none",
        "test",
        false,
        ProcessHandle.current().pid(),
        "1",
        Instant.EPOCH);
  }

  private Path socket() {
    return state.resolve("sock");
  }

  /** The module for a program of a form. */
  CloudSync cloud(Form form) {
    return switch (form) {
      case DIRECT -> CloudSync.within(mount, core.view());
      case SOCKET -> new CloudSync(MOUNT, new SocketLink(MOUNT, new ViewFiles(MOUNT, core.view())));
    };
  }

  FileSystemView view() {
    return core.view();
  }

  MemoryStore store() {
    return store;
  }

  /** An object as another client writes it; seen here when this returns. */
  void inCloud(String key, byte[] bytes) {
    bucket.write(key, bytes, Map.of());
    await().ignoreExceptionsInstanceOf(FsException.class).until(() -> inode(key) != null);
  }

  /** Writes a file as a program does; the directories on the way are made. */
  InodeId write(String path, byte[] bytes) throws IOException {
    InodeId directory = InodeId.ROOT;
    Path file = Path.of(path);
    for (int i = 0; i < file.getNameCount() - 1; i++) {
      directory = directory(directory, new Name(file.getName(i).toString()));
    }
    Name name = new Name(file.getFileName().toString());
    Created created = view().create(directory, name, 0644, OpenMode.readWrite(), CALLER);
    view().write(created.handle(), ByteBuffer.wrap(bytes), 0);
    view().release(created.handle());
    return created.attributes().inode();
  }

  private InodeId directory(InodeId parent, Name name) throws IOException {
    try {
      return view().mkdir(parent, name, 0755, CALLER).inode();
    } catch (FsException e) {
      if (e.failure() != FsFailure.EXISTS) {
        throw e;
      }
      return view().lookup(parent, name).inode();
    }
  }

  void link(String name, String target) throws IOException {
    view().symlink(InodeId.ROOT, new Name(name), target, CALLER);
  }

  InodeId inode(String path) throws IOException {
    InodeId inode = InodeId.ROOT;
    for (Path part : Path.of(path)) {
      inode = view().lookup(inode, new Name(part.toString())).inode();
    }
    return inode;
  }

  Handle open(String path) throws IOException {
    return view().open(inode(path), OpenMode.readWrite());
  }

  void overwrite(String path, byte[] bytes) throws IOException {
    Handle handle = open(path);
    view().write(handle, ByteBuffer.wrap(bytes), 0);
    view().release(handle);
  }

  byte[] read(String path) throws IOException {
    Handle handle = view().open(inode(path), OpenMode.readOnly());
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    view().read(handle, bytes, 0);
    view().release(handle);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  String attribute(String path, String name) throws IOException {
    return new String(view().getxattr(inode(path), "user.cloud." + name), StandardCharsets.UTF_8);
  }

  /** All is in the cloud, and nothing moves any more: a transfer ends after its file is there. */
  void awaitSynced() throws IOException, InterruptedException {
    core.control().waitUntilSynced(new WaitRequest(List.of(""), 20_000L), progress -> {});
    await().until(() -> core.control().status().transfers().isEmpty());
  }

  /** The daemon ends; the socket goes. */
  void stopServing() throws IOException {
    server.close();
  }

  /** It is back. */
  void serve() throws IOException {
    server = ControlServer.listen(socket(), mount, false);
  }

  void rename(String from, String to) throws IOException {
    view().rename(parent(from), name(from), parent(to), name(to), RenameMode.REPLACE);
  }

  private InodeId parent(String path) throws IOException {
    Path parent = Path.of(path).getParent();
    return parent == null ? InodeId.ROOT : inode(parent.toString());
  }

  private static Name name(String path) {
    return new Name(Path.of(path).getFileName().toString());
  }

  @Override
  public void close() throws IOException {
    store.faults().clear();
    end();
  }

  /** The same; what the cloud lets hang goes on to hang, and the end waits for it. */
  void end() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    core.close();
  }
}
