package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * How long it takes to find out which local copies go first, among very many; for {@code
 * scripts/bench.sh}. Prints milliseconds.
 *
 * <p>Arguments: DIRECTORY COUNT.
 */
public final class EvictionOrder {

  private static final int BATCH = 256;

  private EvictionOrder() {}

  public static void main(String[] arguments) throws FsException {
    int count = Integer.parseInt(arguments[1]);
    try (Index index = Index.open(Path.of(arguments[0], "index.db"))) {
      ManyInodes.fill(index, count);
      Random random = new Random(1);
      for (long first = 2; first < count; first += BATCH) {
        long from = first;
        index.change(change -> fetched(change, from, random));
      }
      index.sync();
    }
    try (Index index = Index.open(Path.of(arguments[0], "index.db"))) {
      long start = System.nanoTime();
      List<CachedFile> once = choose(index, false, CachedFile.FIRST);
      List<CachedFile> next = choose(index, false, once.get(once.size() - 1));
      List<CachedFile> again = choose(index, true, CachedFile.FIRST);
      long took = System.nanoTime() - start;
      if (once.size() + next.size() + again.size() != 3 * BATCH) {
        throw new IllegalStateException("too few are found");
      }
      System.out.println(took / 1_000_000.0);
    }
  }

  private static List<CachedFile> choose(Index index, boolean again, CachedFile after)
      throws FsException {
    return index.read(tables -> tables.inodes().evictable(again, after, BATCH));
  }

  private static long fetched(IndexChange change, long first, Random random) throws FsException {
    for (long id = first; id < first + BATCH; id++) {
      Inode row = change.inode(id).orElse(null);
      if (row != null && row.isRegular()) {
        Visited visited = random.nextInt(10) == 0 ? Visited.AGAIN : Visited.ONCE;
        Inode.Edit here = row.edit().baseLimit(0).cached(row.size());
        change.put(here.visit(random.nextLong(1L << 60)).visited(visited).done());
      }
    }
    return first;
  }
}
