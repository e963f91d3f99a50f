package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Deletes many content files, several at a time: a disk reads where a file's blocks are before it
 * frees them, and one file need not wait for the next one's. Thread safe.
 */
final class Deletions {

  /** Measured on ext4, over 10,000 small files: 1 takes 0.8 to 5 s, 8 take 0.3 s, 32 the same. */
  private static final int AT_ONCE = 8;

  private final ContentStore store;
  private final Executor helpers = helpers();

  Deletions(ContentStore store) {
    this.store = store;
  }

  /** They end when they have nothing to do. */
  private static Executor helpers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AT_ONCE - 1,
            AT_ONCE - 1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "eviction");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Returns when all are gone.
   *
   * @throws FsException if one of them could not be deleted; the others are gone all the same
   */
  void delete(Collection<Long> inodes) throws FsException {
    Queue<Long> left = new ConcurrentLinkedQueue<>(inodes);
    Queue<FsException> failures = new ConcurrentLinkedQueue<>();
    Runnable work = () -> delete(left, failures);
    CompletableFuture<?>[] helping =
        IntStream.range(1, Math.min(AT_ONCE, inodes.size()))
            .mapToObj(helper -> CompletableFuture.runAsync(work, helpers))
            .toArray(CompletableFuture[]::new);
    work.run();
    CompletableFuture.allOf(helping).join();
    FsException first = failures.poll();
    if (first != null) {
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private void delete(Queue<Long> left, Queue<FsException> failures) {
    for (Long inode = left.poll(); inode != null; inode = left.poll()) {
      try {
        store.delete(inode);
      } catch (FsException e) {
        failures.add(e);
      }
    }
  }
}
