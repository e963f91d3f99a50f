package dev.stratus.sync.content;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Open files over an index and a content store, with a source of blocks that answers at once. */
final class ContentFixture implements AutoCloseable {

  final AtomicLong time = new AtomicLong(1_700_000_000_000_000_000L);
  final Index index;
  final ContentStore store;
  final OpenFiles files;

  /** Where each thing began that was asked of the source. */
  final List<Long> required = new ArrayList<>();

  /** How many bytes copies may take. */
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  private final Map<Long, byte[]> bases = new HashMap<>();

  ContentFixture(Path directory) throws FsException {
    index = Index.open(directory.resolve("index.db"));
    store = ContentStore.open(directory.resolve("content"));
    files =
        new OpenFiles(
            new Environment(
                index, store, () -> time.addAndGet(1000), () -> UUID.randomUUID().toString()),
            new Bases());
  }

  private final class Bases implements BlockSource {
    @Override
    public void require(OpenFile file, long offset, long length) throws FsException {
      serveMissing(file, offset, length);
    }

    @Override
    public Optional<Room> takeRoom(long bytes) {
      if (bytes > room.get()) {
        return Optional.empty();
      }
      room.addAndGet(-bytes);
      return Optional.of(() -> room.addAndGet(bytes));
    }
  }

  private void serveMissing(OpenFile file, long offset, long length) throws FsException {
    byte[] base = bases.get(file.inode());
    for (BlockRange gap : file.missing(offset, offset + length)) {
      required.add(Blocks.start(gap.first()));
      if (base == null) {
        throw new FsException(FsFailure.NETWORK_UNREACHABLE, "no cloud");
      }
      int from = (int) Blocks.start(gap.first());
      int to = (int) Math.min(Blocks.start(gap.end()), base.length);
      file.land(1, from, ByteBuffer.wrap(base, from, to - from).slice());
    }
  }

  /** Gives the bytes of an inode's base from now on. */
  void serve(long inode, byte[] base) {
    bases.put(inode, base);
  }

  long newFile() throws FsException {
    return file(Inode.create(0, 0, ""), 0);
  }

  long cloudFile(byte[] base) throws FsException {
    return file(Inode.create(0, 0, "").syncedGeneration(1).base(1, base.length), base.length);
  }

  private long file(Inode.Edit like, long size) throws FsException {
    Inode model = like.done();
    return index.change(
        change -> {
          long id = change.newNumber();
          change.putNew(
              Inode.create(id, FileMode.REGULAR | 0644, "id-" + id)
                  .size(size)
                  .contentGeneration(1, "content-" + id)
                  .syncedGeneration(model.syncedGeneration())
                  .base(model.baseGeneration(), model.baseLimit())
                  .done());
          change.addEntry(InodeId.ROOT.value(), "file-" + id, id);
          return id;
        });
  }

  Inode row(long inode) throws FsException {
    return index.require(new InodeId(inode));
  }

  Optional<byte[]> presence(long inode) throws FsException {
    return index.read(tables -> tables.attributes().presence(inode));
  }

  boolean isPending(long inode) throws FsException {
    Entry entry = index.read(tables -> tables.entries().ofInode(inode)).get(0);
    return index.read(tables -> tables.pending().get(entry.id())).isPresent();
  }

  void write(long inode, long offset, int... values) throws FsException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().write(bytes.flip(), offset, false);
    }
  }

  byte[] read(long inode) throws FsException {
    return read(inode, 0, 16 << 20);
  }

  byte[] read(long inode, long offset, int length) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      return read(use, offset, length);
    }
  }

  static byte[] read(OpenFiles.Use use, long offset, int length) throws FsException {
    ByteBuffer target = ByteBuffer.allocate(length);
    int count = use.file().read(target, offset);
    byte[] bytes = new byte[count];
    target.get(0, bytes);
    return bytes;
  }

  /** Closes the index under everything that is open, as kill -9 would leave it. */
  void kill() throws FsException {
    index.close();
  }

  @Override
  public void close() throws FsException {
    index.close();
  }
}
