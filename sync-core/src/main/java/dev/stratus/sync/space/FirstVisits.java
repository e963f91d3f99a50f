package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CachedFile;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gives files that came here and were never opened a visit: the time of their upload. Else they
 * would go before what nobody opened for years.
 */
public final class FirstVisits {

  private static final int BATCH = 512;

  private final Index index;

  public FirstVisits(Index index) {
    this.index = index;
  }

  /** To be called every few seconds: there are few such files, and the index has them in order. */
  public void seed() throws FsException {
    List<CachedFile> batch;
    do {
      // Those that were seeded are not found again.
      batch = index.read(tables -> tables.inodes().cachedByVisit(CachedFile.FIRST, 0, BATCH));
      if (!batch.isEmpty()) {
        seed(batch);
      }
    } while (batch.size() == BATCH);
  }

  private void seed(List<CachedFile> batch) throws FsException {
    index.changeAlways(
        change -> {
          for (CachedFile seen : batch) {
            Optional<Inode> row = change.inode(seen.inode());
            if (row.isPresent() && row.get().visit() == 0) {
              change.put(row.get().edit().visit(uploaded(change, row.get())).done());
            }
          }
          return batch;
        });
  }

  /** Never 0, which is no time. */
  private static long uploaded(IndexChange change, Inode inode) throws FsException {
    long millis =
        change.tables().objects().ofInode(inode.id()).stream()
            .mapToLong(CloudObject::modifiedMillis)
            .max()
            .orElse(0);
    return Math.max(1, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
