package dev.stratus.sync.space;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FsException;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.download.LocalSide;
import dev.stratus.sync.namespace.Paths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** The room of space over a {@link LocalSide}. */
final class SpaceFixture implements AutoCloseable {

  final LocalSide local;
  final AtomicInteger cloudSyncs = new AtomicInteger();
  final Evictor evictor;
  final Visits visits;
  final SpaceEnvironment environment;

  SpaceFixture(Path directory) throws FsException {
    local =
        new LocalSide(
            directory,
            new MemoryBucket(),
            DownloadSettings.defaults().withRecordAfter(Duration.ofMillis(50)));
    environment =
        new SpaceEnvironment(
            local.index,
            local.store,
            local.files,
            new Paths(local.index, ""),
            local.downloader,
            cloudSyncs::incrementAndGet,
            local.time::get,
            System::nanoTime);
    evictor = new Evictor(environment, inode -> {});
    visits = new Visits(local.index, local.time::get);
  }

  CacheLimit limit(OptionalLong bytes) {
    return limit(new CacheBounds(bytes, 0), Disk.below(local.store));
  }

  CacheLimit limit(CacheBounds bounds, Disk disk) {
    return new CacheLimit(environment, evictor, visits, bounds, disk);
  }

  /** A synced file that was last opened so many days before now, and uploaded then too. */
  long aged(String name, int size, int days) throws FsException {
    long inode = local.localFile(name, LocalSide.bytes(size, days));
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
