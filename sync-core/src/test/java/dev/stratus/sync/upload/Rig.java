package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.BlockSource;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.namespace.NewNode;
import dev.stratus.sync.namespace.NodeMaker;
import dev.stratus.sync.namespace.NodeMover;
import dev.stratus.sync.namespace.NodeRemover;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.network.Patience;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.Flights;
import dev.stratus.sync.remote.ProgramWaits;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.remote.RemoteParts;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.trash.Trash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** One mount without a kernel: index, content, names, uploader and listing over a store. */
public final class Rig implements AutoCloseable {

  static final Duration BOUND = Duration.ofSeconds(20);

  final Index index;
  final ContentStore content;
  final Trash trash;
  final OpenFiles files;
  final Paths paths;
  final MemoryStore cloud;
  final Set<Long> writers = ConcurrentHashMap.newKeySet();

  private final Queue<Duration> silences = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  final Flights flights;
  final Adoption adoption;
  final RemoteListing remote;
  final Uploader uploader;
  private final NodeMaker maker;
  private final NodeMover mover;
  private final NodeRemover remover;
  private final AttributeSetter setter;
  private boolean closed;
  private final Clock clock;

  /** The time of day, and nanoseconds by which is known how long programs wait. */
  private record Times(Clock clock, LongSupplier ticker) {}

  Rig(Path directory, MemoryStore cloud) throws FsException {
    this(directory, cloud, System::nanoTime);
  }

  private Rig(Path directory, MemoryStore cloud, LongSupplier ticker) throws FsException {
    this(
        directory,
        cloud,
        UploadSettings.defaults().withQuiet(Duration.ofMillis(20)),
        "",
        new Times(Clock.systemUTC(), ticker));
  }

  Rig(Path directory, MemoryStore cloud, UploadSettings settings, String prefix)
      throws FsException {
    this(directory, cloud, settings, prefix, Clock.systemUTC());
  }

  Rig(Path directory, MemoryStore cloud, UploadSettings settings, String prefix, Clock clock)
      throws FsException {
    this(directory, cloud, settings, prefix, new Times(clock, System::nanoTime));
  }

  private Rig(
      Path directory, MemoryStore cloud, UploadSettings settings, String prefix, Times times)
      throws FsException {
    this.cloud = cloud;
    this.clock = times.clock();
    index = Index.open(directory.resolve("index.db"));
    content = ContentStore.open(directory.resolve("content"));
    trash = Trash.open(directory.resolve("trash"), Trash.Limits.defaults(), clock);
    Clocks clocks = new Clocks(this::nanos, () -> UUID.randomUUID().toString());
    files =
        new OpenFiles(new Environment(index, content, clocks.nanos(), clocks.uuids()), new Whole());
    paths = new Paths(index, prefix);
    makeRoots();
    maker = new NodeMaker(index, clocks);
    mover = new NodeMover(index, clocks);
    remover = new NodeRemover(index, clocks);
    setter = new AttributeSetter(index, clocks);
    flights = new Flights(index);
    adoption =
        new Adoption(
            index, files, content, new DefaultAttributes(7, 8, 0644, 0755), clocks.uuids());
    remote =
        new RemoteListing(
            new RemoteParts(
                cloud,
                index,
                files,
                content,
                paths,
                flights,
                adoption,
                trash,
                clock,
                clocks.uuids(),
                new ProgramWaits(
                    new Patience(Duration.ofSeconds(2), (waited, reason) -> silences.add(waited)),
                    interrupted::get,
                    times.ticker(),
                    Duration.ofMillis(20))),
            RemoteSettings.defaults().withCompareInterval(Duration.ofHours(1)));
    uploader =
        new Uploader(
            new UploadParts(
                cloud,
                index,
                files,
                paths,
                IgnoreRules.defaults(),
                new Whole(),
                remote,
                flights,
                adoption,
                writers::contains,
                clock,
                new Random(1),
                clocks.uuids(),
                "here",
                false),
            settings);
  }

  /** Over a store that tells no events: other clients' changes are found by compares only. */
  public static Rig started(Path directory, MemoryBucket bucket) throws IOException {
    return startedWith(
        directory, new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false)));
  }

  public static Rig startedWith(Path directory, MemoryStore store) throws IOException {
    return startedWith(directory, store, System::nanoTime);
  }

  /**
   * The same by another time.
   *
   * @param ticker nanoseconds by which is known how long programs wait
   */
  public static Rig startedWith(Path directory, MemoryStore store, LongSupplier ticker)
      throws IOException {
    Rig rig = new Rig(directory, store, ticker);
    try {
      rig.start();
      return rig;
    } catch (IOException e) {
      rig.index.close();
      throw e;
    }
  }

  void start() throws FsException, CloudException {
    remote.recogniseBucket(null);
    remote.guard().onHold(uploader::hold);
    uploader.start();
    remote.start();
  }

  private void makeRoots() throws FsException {
    if (index.inode(1).isPresent()) {
      return;
    }
    index.change(
        change -> {
          change.putNew(
              Inode.create(InodeId.ROOT.value(), FileMode.DIRECTORY | 0755, "id").nlink(2).done());
          change.addRootEntry();
          return change;
        });
  }

  private long nanos() {
    return clock.millis() * 1_000_000;
  }

  public Index index() {
    return index;
  }

  /** How long programs waited that gave up. */
  public List<Duration> silences() {
    return List.copyOf(silences);
  }

  /** From now on the programs that wait are interrupted. */
  public void interrupt() {
    interrupted.set(true);
  }

  public RemoteListing remote() {
    return remote;
  }

  public MemoryStore cloud() {
    return cloud;
  }

  public OpenFiles files() {
    return files;
  }

  public Uploader uploader() {
    return uploader;
  }

  public Trash trash() {
    return trash;
  }

  public ContentStore content() {
    return content;
  }

  /** Splits off the last name, and finds the directory. */
  private record Place(long directory, Name name) {}

  private Place place(String path) throws FsException {
    int slash = path.lastIndexOf('/');
    long directory = paths.find(path.substring(0, Math.max(0, slash))).map(Inode::id).orElseThrow();
    return new Place(directory, new Name(path.substring(slash + 1)));
  }

  public long create(String path, String text) throws FsException {
    return create(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public long create(String path, byte[] bytes) throws FsException {
    Place place = place(path);
    NewNode node = NewNode.opened(FileMode.REGULAR | 0640, 1000, 100);
    long inode = maker.make(place.directory(), place.name(), node).id();
    write(inode, bytes, 0);
    return inode;
  }

  public void write(long inode, byte[] bytes, long offset) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().write(ByteBuffer.wrap(bytes), offset, false);
    }
    uploader.released(inode);
  }

  public void overwrite(String path, String text) throws FsException {
    long inode = inode(path).id();
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().truncate(0);
    }
    write(inode, text.getBytes(StandardCharsets.UTF_8), 0);
  }

  public void mkdir(String path) throws FsException {
    Place place = place(path);
    NewNode node = NewNode.of(FileMode.DIRECTORY | 0750, 0, 1000, 100);
    maker.make(place.directory(), place.name(), node);
  }

  public void symlink(String path, String target) throws FsException {
    Place place = place(path);
    NewNode node = new NewNode(FileMode.SYMLINK | 0777, 0, 1000, 100, target, false);
    maker.make(place.directory(), place.name(), node);
  }

  public void link(String path, String other) throws FsException {
    Place place = place(other);
    maker.link(inode(path).id(), place.directory(), place.name());
  }

  public void rename(String from, String to) throws FsException {
    Place source = place(from);
    Place target = place(to);
    Optional<Inode> replaced =
        mover.rename(source.directory(), source.name(), target.directory(), target.name(), true);
    if (replaced.isPresent()) {
      reap(replaced.get());
    }
  }

  void exchange(String one, String other) throws FsException {
    Place a = place(one);
    Place b = place(other);
    mover.exchange(a.directory(), a.name(), b.directory(), b.name());
  }

  public void unlink(String path) throws FsException {
    Place place = place(path);
    reap(remover.unlink(place.directory(), place.name()));
  }

  public void rmdir(String path) throws FsException {
    Place place = place(path);
    remover.rmdir(place.directory(), place.name());
  }

  private void reap(Inode inode) throws FsException {
    if (inode.nlink() == 0 && !files.isUsed(inode.id())) {
      index.change(
          change -> {
            change.deleteInode(inode.id());
            return inode;
          });
      content.delete(inode.id());
    }
  }

  public void chmod(String path, int mode) throws FsException {
    setter.set(
        inode(path).id(),
        new AttributeSetter.Change(
            OptionalInt.of(mode),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()));
  }

  public void setXattr(String path, String name, String value) throws FsException {
    setter.setXattrs(
        inode(path).id(),
        (change, row) -> change.putXattr(row.id(), name, value.getBytes(StandardCharsets.UTF_8)));
  }

  public Inode inode(String path) throws FsException {
    return paths.find(path).orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, path));
  }

  public boolean exists(String path) throws FsException {
    return paths.find(path).isPresent();
  }

  /** The names in a directory, sorted. */
  public List<String> names(String path) throws FsException {
    long directory = inode(path).id();
    return index.read(tables -> tables.entries().list(directory, 0, 100_000)).stream()
        .map(Entry::name)
        .sorted()
        .toList();
  }

  /** Reads a file through the local copy, fetching what is missing. */
  public String text(String path) throws FsException {
    try (OpenFiles.Use use = files.use(inode(path).id())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) use.file().live().size());
      use.file().read(bytes, 0);
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }

  /** Drops the local copy of a clean file, as the evictor does. */
  void dehydrate(String path) throws FsException {
    Inode row = inode(path);
    files.whileUnused(
        row.id(),
        () -> {
          index.change(
              change ->
                  change.put(
                      change
                          .require(row.id())
                          .edit()
                          .baseLimit(row.size())
                          .cached(0)
                          .syncedGeneration(row.contentGeneration())
                          .done()));
          content.delete(row.id());
        });
  }

  Optional<Pending> pending(String path) throws FsException {
    Entry entry = paths.findEntry(path).orElseThrow();
    return index.read(tables -> tables.pending().get(entry.id()));
  }

  /** Waits until the cloud has all that the index has. */
  public void quiet() {
    await().atMost(BOUND).until(() -> uploader.counts().isQuiet());
  }

  void awaitFailed() {
    await().atMost(BOUND).until(() -> uploader.counts().failed() > 0);
  }

  /** Runs a whole compare after this moment. */
  public void compare() {
    var before = remote.lastCompare();
    remote.compareNow();
    await().atMost(BOUND).until(() -> !remote.lastCompare().equals(before));
  }

  /** The keys in the bucket but Stratus' own. */
  public List<String> keys() {
    return cloud.bucket().keys().stream().filter(key -> !key.startsWith(".stratus/")).toList();
  }

  /** What an object holds, as text; "(absent)" if there is none. */
  public String cloudText(String key) {
    byte[] bytes = cloud.bucket().bytes(key);
    return bytes == null ? "(absent)" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** As another Stratus renames: the metadata travels, with a nonce of its own. */
  public void renameThere(String from, String to) {
    MemoryBucket bucket = cloud.bucket();
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata(from)));
    metadata.put("stratus-put", "theirs");
    bucket.write(to, requireNonNull(bucket.bytes(from)), metadata);
    bucket.remove(from);
  }

  /** Ends as kill -9 would: whatever is under way is left where it is. */
  void kill() throws FsException {
    if (closed) {
      return;
    }
    closed = true;
    uploader.close();
    remote.close();
    cloud.close();
    try {
      uploader.awaitEnd(5_000);
      remote.awaitEnd(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the test was interrupted", e);
    }
    index.close();
  }

  @Override
  public void close() throws FsException {
    kill();
  }

  /** Fetches whole files: what the download room does better. */
  private final class Whole implements BlockSource {
    @Override
    public void require(OpenFile file, long offset, long length) throws FsException {
      if (file.isComplete()) {
        return;
      }
      CloudObject object =
          index.read(tables -> tables.objects().ofInode(file.inode())).stream()
              .filter(row -> row.contentGeneration() == file.baseGeneration())
              .findFirst()
              .orElseThrow(() -> new FsException(FsFailure.IO_ERROR, "the base is gone"));
      ByteRange all = new ByteRange(0, object.size());
      try (ObjectBody body = cloud.get(object.key(), object.etag(), all)) {
        byte[] bytes = body.stream().readAllBytes();
        file.land(object.contentGeneration(), 0, ByteBuffer.wrap(bytes));
      } catch (IOException e) {
        throw new FsException(FsFailure.IO_ERROR, "fetch", e);
      }
    }
  }

  List<String> conflictNames(String directory) throws FsException {
    List<String> found = new ArrayList<>(names(directory));
    found.removeIf(name -> !name.contains("(conflicted copy of "));
    return found;
  }
}
