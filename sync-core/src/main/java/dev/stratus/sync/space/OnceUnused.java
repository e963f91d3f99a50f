package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.Downloader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private final Downloader downloader;
  private final LongSupplier ticker;
  private final int chunk;

  /**
   * @param chunk with so many a step is taken together; whoever wants to use one of them waits for
   *     it
   */
  OnceUnused(SpaceEnvironment environment, int chunk) {
    this.chunk = chunk;
    this.files = environment.files();
    this.downloader = environment.downloader();
    this.ticker = environment.ticker();
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
        some.forEach(this::letGo);
        waiting.removeAll(files.whileUnused(some, step));
      }
      if (waiting.isEmpty() || ticker.getAsLong() - deadline >= 0) {
        return waiting;
      }
      LockSupport.parkNanos(LAST_CLOSE);
    }
  }

  /** Perhaps only the downloader uses it; where a program reads too, its read-ahead goes on. */
  private void letGo(long inode) {
    if (files.users(inode) == 1) {
      downloader.letGo(inode);
    }
  }
}
