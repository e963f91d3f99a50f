package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CachedBytes;
import dev.stratus.sync.index.CachedFile;
import dev.stratus.sync.index.Index;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Frees local copies in the order of a segmented LRU, until enough is free.
 *
 * <p>Files that were opened once since their bytes came go first, the one opened longest ago before
 * the others, as long as they take more than a fifth of all; only then those that were opened
 * again. So who reads everything once takes nothing away that is used every day.
 */
final class SegmentedOrder {

  /** Each costs a row of an index, and two look-ups. */
  private static final int PAGE = 256;

  /** What was opened once keeps this part of the room: else nothing new could prove itself. */
  private static final long PART_OF_ONCE = 5;

  /** From so many bytes on, a file that nobody uses loses only what is needed. */
  private static final long LARGE = 8L << 20;

  /** A file in use that has fewer bytes here is not worth a hole. */
  private static final long WORTH_A_HOLE = 1L << 20;

  /** So many files that were just fetched are recorded, and go, together. */
  private static final int UNRECORDED = 16;

  private final Index index;
  private final OpenFiles files;
  private final Evictor evictor;
  private final PartEvictor parts;
  private final Visits visits;

  SegmentedOrder(SpaceEnvironment environment, Evictor evictor, PartEvictor parts, Visits visits) {
    this.index = environment.index();
    this.files = environment.files();
    this.evictor = evictor;
    this.parts = parts;
    this.visits = visits;
  }

  /** Returns how many bytes were freed. */
  long free(long wanted) throws FsException {
    visits.flush();
    CachedBytes here = index.cachedBytes();
    long ahead = Math.max(0, files.bytesAheadOfIndex());
    long share = (here.total() + ahead) / PART_OF_ONCE;
    long freed = walk(false, Math.min(wanted, here.once() + ahead - share));
    freed += walk(true, wanted - freed);
    freed += walk(false, wanted - freed);
    return freed + (freed < wanted ? freeComing(wanted - freed) : 0);
  }

  /** Frees what came at this moment: the index does not know it yet. */
  private long freeComing(long wanted) throws FsException {
    long freed = 0;
    for (long inode : files.withBytes(WORTH_A_HOLE)) {
      freed += freed < wanted ? parts.giveUp(inode, wanted - freed) : 0;
    }
    Iterator<Long> small = files.withBytes(1).iterator();
    while (freed < wanted && small.hasNext()) {
      List<Long> some = new ArrayList<>();
      while (some.size() < UNRECORDED && small.hasNext()) {
        some.add(small.next());
      }
      freed += evict(some);
    }
    return freed;
  }

  private long walk(boolean again, long wanted) throws FsException {
    OldestFirst files =
        new OldestFirst(
            PAGE,
            (last, limit) -> index.read(tables -> tables.inodes().evictable(again, last, limit)));
    long freed = 0;
    while (freed < wanted) {
      List<CachedFile> page = files.page();
      if (page.isEmpty()) {
        break;
      }
      List<CachedFile> chosen = enough(page, wanted - freed);
      files.taken(chosen.get(chosen.size() - 1));
      freed += free(chosen, wanted - freed);
    }
    return freed;
  }

  /** The first files that have together what is wanted; one at least. */
  private static List<CachedFile> enough(List<CachedFile> files, long wanted) {
    List<CachedFile> chosen = new ArrayList<>();
    long bytes = 0;
    for (CachedFile file : files) {
      if (bytes >= wanted) {
        break;
      }
      chosen.add(file);
      bytes += CachedBytes.roomOf(file.cached());
    }
    return chosen;
  }

  private long free(List<CachedFile> chosen, long wanted) throws FsException {
    long freed = 0;
    long expected = 0;
    List<Long> whole = new ArrayList<>();
    for (CachedFile file : chosen) {
      long left = wanted - expected;
      boolean large = file.cached() >= LARGE && file.cached() > left;
      boolean used = file.cached() >= WORTH_A_HOLE && files.isUsed(file.inode());
      if (large || used) {
        freed += parts.giveUp(file.inode(), left);
      } else {
        whole.add(file.inode());
      }
      expected += CachedBytes.roomOf(file.cached());
    }
    return freed + evict(whole);
  }

  private long evict(List<Long> whole) throws FsException {
    return evictor.evict(whole, Duration.ZERO).stream()
        .filter(Eviction::evicted)
        .mapToLong(eviction -> CachedBytes.roomOf(eviction.bytes()))
        .sum();
  }
}
