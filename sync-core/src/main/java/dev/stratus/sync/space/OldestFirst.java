package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Evicts local copies in the order of their visits, the oldest first, until enough is freed. */
final class OldestFirst {

  private static final int BATCH = 64;

  private final Index index;
  private final Evictor evictor;
  private final Visits visits;

  OldestFirst(Index index, Evictor evictor, Visits visits) {
    this.index = index;
    this.evictor = evictor;
    this.visits = visits;
  }

  /** Returns how many bytes were freed. */
  long free(long wanted) throws FsException {
    visits.flush();
    long freed = 0;
    int kept = 0;
    while (freed < wanted) {
      int skipped = kept;
      List<Inode> files =
          index.read(tables -> tables.inodes().cachedByVisit(Long.MAX_VALUE, skipped, BATCH));
      if (files.isEmpty()) {
        break;
      }
      for (Eviction eviction : evictor.evict(enough(files, wanted - freed), Duration.ZERO)) {
        freed += eviction.bytes();
        kept += eviction.evicted() ? 0 : 1;
      }
    }
    return freed;
  }

  /** The first files that have together what is wanted. */
  private static List<Long> enough(List<Inode> files, long wanted) {
    List<Long> chosen = new ArrayList<>();
    long bytes = 0;
    for (Inode file : files) {
      if (bytes >= wanted) {
        break;
      }
      chosen.add(file.id());
      bytes += file.cached();
    }
    return chosen;
  }
}
