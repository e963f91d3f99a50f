package dev.stratus.sync.download;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.HolePuncher;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.network.Patience;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** An index, a content store and a downloader over a bucket in memory. */
public final class LocalSide implements AutoCloseable {

  public final AtomicLong time = new AtomicLong(1_700_000_000_000_000_000L);
  public final MemoryStore cloud;
  public final Index index;
  public final ContentStore store;
  public final OpenFiles files;
  public final Patience patience;
  public final Downloader downloader;
  public final AtomicBoolean interrupted = new AtomicBoolean();
  public final AtomicBoolean hasRoom = new AtomicBoolean(true);
  public final AtomicInteger roomAsked = new AtomicInteger();
  public final AtomicLong arrived = new AtomicLong();

  /** Who says whether there is room, instead of {@link #hasRoom}. */
  public final AtomicReference<RoomMaker> room = new AtomicReference<>(new CountedRoom());

  public final Queue<CloudObject> stale = new ConcurrentLinkedQueue<>();

  /** How long readers waited that gave up. */
  public final Queue<Duration> silences = new ConcurrentLinkedQueue<>();

  public LocalSide(Path directory) throws FsException {
    this(directory, new MemoryBucket(), DownloadSettings.defaults());
  }

  public LocalSide(Path directory, MemoryBucket bucket, DownloadSettings settings)
      throws FsException {
    this(directory, bucket, settings, HolePuncher.byCommand());
  }

  public LocalSide(
      Path directory, MemoryBucket bucket, DownloadSettings settings, HolePuncher holes)
      throws FsException {
    cloud = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    index = Index.open(directory.resolve("index.db"));
    store = ContentStore.open(directory.resolve("content"), holes);
    patience = new Patience(settings.patience(), (waited, reason) -> silences.add(waited));
    downloader =
        new Downloader(
            new DownloadEnvironment(
                cloud,
                index,
                System::nanoTime,
                interrupted::get,
                new AskedRoom(),
                stale::add,
                arrived::addAndGet,
                patience),
            settings);
    files =
        new OpenFiles(
            new Environment(
                index, store, () -> time.addAndGet(1000), () -> UUID.randomUUID().toString()),
            downloader);
    downloader.start(files);
    makeRoot();
  }

  private final class AskedRoom implements RoomMaker {
    @Override
    public boolean makeRoom(long bytes) {
      return room.get().makeRoom(bytes);
    }

    @Override
    public boolean hasRoom(long bytes) {
      return room.get().hasRoom(bytes);
    }

    @Override
    public void admit(long bytes, Urgency urgency, Landing landing) throws FsException {
      room.get().admit(bytes, urgency, landing);
    }
  }

  /** A disk on which room can always be made; there is some while nobody says otherwise. */
  private final class CountedRoom implements RoomMaker {
    @Override
    public boolean makeRoom(long bytes) {
      roomAsked.incrementAndGet();
      return true;
    }

    @Override
    public boolean hasRoom(long bytes) {
      return hasRoom.get();
    }
  }

  private void makeRoot() throws FsException {
    if (index.inode(InodeId.ROOT.value()).isEmpty()) {
      index.change(
          change -> {
            change.putNew(
                Inode.create(InodeId.ROOT.value(), FileMode.DIRECTORY | 0755, "root")
                    .nlink(2)
                    .listed(true)
                    .done());
            change.addRootEntry();
            return change;
          });
    }
  }

  /** Bytes that only a seed tells from others. */
  public static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A file at the mount's root whose bytes are only in the cloud. */
  public long cloudFile(String name, byte[] bytes) throws FsException {
    ETag etag = cloud.bucket().write(name, bytes, Map.of());
    return index.change(
        change -> {
          long id = change.newNumber();
          change.putNew(
              Inode.create(id, FileMode.REGULAR | 0644, "cloud-" + id)
                  .size(bytes.length)
                  .contentGeneration(1, "content-" + id)
                  .syncedGeneration(1)
                  .base(1, bytes.length)
                  .done());
          Entry entry = change.addEntry(InodeId.ROOT.value(), name, id);
          change.putObject(
              new CloudObject(new ObjectKey(name), entry.id(), id, etag, bytes.length, 0, 1, 1, 1));
          return id;
        });
  }

  /** A new file at the mount's root that nobody has uploaded. */
  public long localFile(String name, byte[] bytes) throws FsException {
    long inode =
        index.change(
            change -> {
              long id = change.newNumber();
              change.putNew(
                  Inode.create(id, FileMode.REGULAR | 0644, "local-" + id)
                      .contentGeneration(1, "content-" + id)
                      .done());
              change.addEntry(InodeId.ROOT.value(), name, id);
              return id;
            });
    write(inode, bytes, 0);
    return inode;
  }

  /** What the uploader does at its end: the object is there, and the index says so. */
  public void uploaded(long inode, long modifiedMillis) throws FsException {
    byte[] bytes = read(inode, 0, (int) row(inode).size());
    for (Entry entry : index.read(tables -> tables.entries().ofInode(inode))) {
      ETag etag = cloud.bucket().write(entry.name(), bytes, Map.of());
      index.change(
          change -> {
            Inode row = change.require(inode);
            long generation = row.contentGeneration();
            change.put(row.edit().base(generation, 0).syncedGeneration(generation).done());
            change.putObject(
                new CloudObject(
                    new ObjectKey(entry.name()),
                    entry.id(),
                    inode,
                    etag,
                    bytes.length,
                    modifiedMillis,
                    generation,
                    row.metaGeneration(),
                    1));
            change.deletePending(entry.id());
            return row;
          });
    }
  }

  /** A file that is here and in the cloud. */
  public long syncedFile(String name, byte[] bytes) throws FsException {
    long inode = localFile(name, bytes);
    uploaded(inode, 0);
    return inode;
  }

  public Entry nameOf(long inode) throws FsException {
    return index.read(tables -> tables.entries().ofInode(inode)).get(0);
  }

  public byte[] read(long inode, long offset, int length) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      return read(use, offset, length);
    }
  }

  public static byte[] read(OpenFiles.Use use, long offset, int length) throws FsException {
    ByteBuffer target = ByteBuffer.allocate(length);
    int count = use.file().read(target, offset);
    byte[] bytes = new byte[count];
    target.get(0, bytes);
    return bytes;
  }

  public void write(long inode, byte[] bytes, long offset) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().write(ByteBuffer.wrap(bytes), offset, false);
    }
  }

  public Inode row(long inode) throws FsException {
    return index.require(new InodeId(inode));
  }

  public List<CloudObject> objects(long inode) throws FsException {
    return index.read(tables -> tables.objects().ofInode(inode));
  }

  @Override
  public void close() throws FsException {
    cloud.faults().clear();
    downloader.close();
    index.close();
    cloud.close();
  }
}
