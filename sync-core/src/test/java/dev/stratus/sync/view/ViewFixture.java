package dev.stratus.sync.view;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A view over an index and a content store of its own, with no cloud behind it. */
final class ViewFixture implements AutoCloseable {

  static final Caller CALLER = new Caller(1000, 100);

  final AtomicLong time = new AtomicLong(1_700_000_000_000_000_000L);
  final Index index;
  final ContentStore store;
  final OpenFiles files;
  final OpenHandles handles = new OpenHandles();
  final List<Long> nameless = new ArrayList<>();

  /** Opened or read, in this order. */
  final List<Long> visited = new ArrayList<>();

  /** Of which the last change was told to the uploader, in this order. */
  final List<Long> written = new ArrayList<>();

  final StratusView view;
  private final Clocks clocks;

  ViewFixture(Path directory) throws FsException {
    index = Index.open(directory.resolve("index.db"));
    store = ContentStore.open(directory.resolve("content"));
    clocks = new Clocks(() -> time.addAndGet(1000), () -> UUID.randomUUID().toString());
    files =
        new OpenFiles(
            new Environment(index, store, clocks.nanos(), clocks.uuids()),
            (file, offset, length) -> {
              throw new FsException(FsFailure.NETWORK_UNREACHABLE, "no cloud");
            });
    makeRoots();
    view = view(false);
  }

  /** Another view over the same files. */
  StratusView view(boolean readOnly) {
    return new StratusView(
        new StratusView.Parts(
            index,
            store,
            files,
            handles,
            new NothingRemote(),
            new NoCloudAttributes(),
            new Activity(),
            WriteBarrier.NONE,
            WriteRoom.ENDLESS,
            clocks,
            readOnly));
  }

  private void makeRoots() throws FsException {
    if (index.inode(1).isPresent()) {
      return;
    }
    index.change(
        change -> {
          change.putNew(
              Inode.create(InodeId.ROOT.value(), FileMode.DIRECTORY | 0755, "id")
                  .nlink(2)
                  .listed(true)
                  .done());
          change.addRootEntry();
          return change;
        });
  }

  static Name name(String text) {
    return new Name(text);
  }

  Handle create(String name) throws FsException {
    return view.create(InodeId.ROOT, name(name), 0644, OpenMode.readWrite(), CALLER).handle();
  }

  InodeId file(String name, String text) throws FsException {
    Handle handle = create(name);
    write(handle, text, 0);
    InodeId inode = view.inodeOf(handle);
    view.release(handle);
    return inode;
  }

  void write(Handle handle, String text, long offset) throws FsException {
    view.write(handle, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), offset);
  }

  String read(Handle handle, long offset, int length) throws FsException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int count = view.read(handle, buffer, offset);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }

  String text(InodeId inode) throws FsException {
    Handle handle = view.open(inode, OpenMode.readOnly());
    try {
      return read(handle, 0, 1 << 16);
    } finally {
      view.release(handle);
    }
  }

  List<String> names(InodeId directory) throws FsException {
    return view.readdir(directory, 0, 1000).stream().map(DirectoryEntry::name).toList();
  }

  @Override
  public void close() throws FsException {
    handles.closeAll();
    index.close();
  }

  /** Leaves everything as kill -9 would: nothing is settled. */
  void kill() throws FsException {
    index.close();
  }

  private final class Activity implements FileActivity {
    @Override
    public void opened(long inode) {
      visited.add(inode);
    }

    @Override
    public void read(long inode) {
      visited.add(inode);
    }

    @Override
    public void written(long inode) {
      written.add(inode);
    }

    @Override
    public void nameless(long inode) {
      nameless.add(inode);
    }
  }

  private static final class NothingRemote implements RemoteKnowledge {
    @Override
    public void requireListed(Inode directory) {}

    @Override
    public void requireListedBelow(Inode directory) {}

    @Override
    public void requireAttributes(Inode inode) {}

    @Override
    public void requireTarget(Inode link) {}
  }

  private static final class NoCloudAttributes implements CloudAttributes {
    @Override
    public boolean isLocal(String name) {
      return true;
    }

    @Override
    public Optional<String> get(Inode inode, String name) {
      return Optional.empty();
    }

    @Override
    public void set(Inode inode, String name, String value) throws FsException {
      throw new FsException(FsFailure.NOT_PERMITTED, name);
    }

    @Override
    public void requireRoom(Inode inode, String name, byte[] value) {}

    @Override
    public List<String> listed(Inode inode) {
      return List.of();
    }
  }
}
