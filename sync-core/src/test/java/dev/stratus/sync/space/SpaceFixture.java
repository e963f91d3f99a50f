package dev.stratus.sync.space;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.HolePuncher;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.download.LocalSide;
import dev.stratus.sync.namespace.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The room of space over a {@link LocalSide}. */
final class SpaceFixture implements AutoCloseable {

  final LocalSide local;
  final AtomicInteger cloudSyncs = new AtomicInteger();
  final Evictor evictor;
  final Visits visits;

  /** Monotonic time, which a test may own. */
  LongSupplier ticker = System::nanoTime;

  final PartEvictor parts;
  final Set<Long> writers = ConcurrentHashMap.newKeySet();
  final SpaceEnvironment environment;

  SpaceFixture(Path directory) throws FsException {
    this(directory, new MemoryBucket(), HolePuncher.byCommand());
  }

  SpaceFixture(Path directory, MemoryBucket bucket, HolePuncher holes) throws FsException {
    this(
        new LocalSide(
            directory,
            bucket,
            DownloadSettings.defaults().withRecordAfter(Duration.ofMillis(50)),
            holes));
  }

  /** With a downloader that knows how many bytes may be here. */
  static SpaceFixture within(Path directory, long cacheBytes) throws IOException {
    return new SpaceFixture(
        new LocalSide(
            Files.createDirectories(directory),
            new MemoryBucket(),
            DownloadSettings.defaults().within(cacheBytes).withRecordAfter(Duration.ofMillis(50)),
            HolePuncher.byCommand()));
  }

  /** With a downloader that takes its time to record what has come. */
  static SpaceFixture recordingAfter(Path directory, Duration time) throws IOException {
    return new SpaceFixture(
        new LocalSide(
            Files.createDirectories(directory),
            new MemoryBucket(),
            DownloadSettings.defaults().withRecordAfter(time),
            HolePuncher.byCommand()));
  }

  SpaceFixture(LocalSide local) {
    this.local = local;
    environment =
        new SpaceEnvironment(
            local.index,
            local.store,
            local.files,
            new Paths(local.index, ""),
            local.downloader,
            cloudSyncs::incrementAndGet,
            local.time::get,
            () -> ticker.getAsLong());
    evictor = new Evictor(environment, inode -> {});
    visits = new Visits(local.index, local.time::get);
    parts = new PartEvictor(environment, writers::contains);
  }

  CacheLimit limit(OptionalLong bytes) {
    return limit(new CacheBounds(bytes, 0), Disk.below(local.store));
  }

  CacheLimit limit(CacheBounds bounds, Disk disk) {
    return new CacheLimit(environment, order(), bounds, disk);
  }

  CacheLimit.Order order() {
    return new CacheLimit.Order(evictor, parts, visits);
  }

  void pass(Duration time) {
    local.time.addAndGet(time.toNanos());
  }

  /** A synced file that was last opened so many days before now, and uploaded then too. */
  long aged(String name, int size, int days) throws FsException {
    return uploadedAt(local.localFile(name, LocalSide.bytes(size, days)), days);
  }

  /** The same of a file that is here already. */
  long uploadedAt(long inode, int days) throws FsException {
    long then = local.time.get() - Duration.ofDays(days).toNanos();
    local.uploaded(inode, Duration.ofNanos(then).toMillis());
    visit(inode, then);
    return inode;
  }

  void visit(long inode, long nanos) throws FsException {
    local.index.change(change -> change.put(change.require(inode).edit().visit(nanos).done()));
  }

  boolean isHere(long inode) throws FsException {
    return local.row(inode).cached() > 0 && local.store.exists(inode);
  }

  @Override
  public void close() throws FsException {
    local.close();
  }
}
