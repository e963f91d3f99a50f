package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Does something with many files, with each as soon as nobody uses it. Those that are in use do not
 * keep the others waiting.
 */
final class OnceUnused {

  /**
   * A file that a program closed is in use for a moment more: the kernel tells of the last close
   * only after it has answered it.
   */
  private static final long LAST_CLOSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final OpenFiles files;
  private final LongSupplier ticker;
  private final int chunk;
  private final LongConsumer before;

  /**
   * Over these rooms.
   *
   * @param chunk with so many a step is taken together; whoever wants to use one of them waits for
   *     it
   * @param before told each file before it is looked whether somebody uses it
   */
  OnceUnused(SpaceEnvironment environment, int chunk, LongConsumer before) {
    this.files = environment.files();
    this.ticker = environment.ticker();
    this.chunk = chunk;
    this.before = before;
  }

  /**
   * Takes a step over all files.
   *
   * @param deadline when, by the ticker, files in use are given up
   * @return those that were in use until then
   */
  Set<Long> run(Collection<Long> inodes, long deadline, OpenFiles.ExclusiveOverMany step)
      throws FsException {
    Set<Long> waiting = new TreeSet<>(inodes);
    while (true) {
      List<Long> round = new ArrayList<>(waiting);
      for (int from = 0; from < round.size(); from += chunk) {
        List<Long> some = round.subList(from, Math.min(round.size(), from + chunk));
        some.forEach(before::accept);
        waiting.removeAll(files.whileUnused(some, step));
      }
      if (waiting.isEmpty() || ticker.getAsLong() - deadline >= 0) {
        return waiting;
      }
      LockSupport.parkNanos(LAST_CLOSE);
    }
  }
}
