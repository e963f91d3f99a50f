package dev.stratus.sync.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Files of which the index said, since its last commit, that the cloud has them as they are here.
 * Any commit ends what is known: whose key is right also depends on the directories above.
 */
final class FilesInStep {

  /** Whoever asks about more asks about each of them once. */
  private static final int MOST = 10_000;

  private record Known(long commits, Set<Long> inodes) {}

  private final LongSupplier commits;
  private volatile Known known = new Known(-1, Set.of());

  /**
   * @param commits a number that is another one after each commit, and during it
   */
  FilesInStep(LongSupplier commits) {
    this.commits = commits;
  }

  boolean has(long inode) {
    Known now = known;
    return now.commits() == commits.getAsLong() && now.inodes().contains(inode);
  }

  /**
   * Remembers a file.
   *
   * @param asked the number as it was before the index was asked
   */
  void add(long inode, long asked) {
    Known now = known;
    if (now.commits() != asked || now.inodes().size() >= MOST) {
      now = new Known(asked, ConcurrentHashMap.newKeySet());
      known = now;
    }
    now.inodes().add(inode);
  }
}
