package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups while a change goes on, so that none has the writer's connection. */
@SuppressWarnings("NullAway.Init") // made before each test
class ReadersTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  /** As many as there are connections. */
  private static final int READERS = 6;

  private static final long FIRST = 100;

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch changeMayEnd = new CountDownLatch(1);
  private Index index;
  private CompletableFuture<?> change;

  @BeforeEach
  void beginAChange() throws Exception {
    try (Index made = Index.open(directory.resolve("index.db"))) {
      for (long id = FIRST; id < FIRST + READERS; id++) {
        Inode inode = Inode.create(id, FileMode.REGULAR | 0644, "id" + id).done();
        made.change(work -> work.putNew(inode));
      }
    }
    // Nothing of it is in memory.
    index = Index.open(directory.resolve("index.db"));
    CountDownLatch begun = new CountDownLatch(1);
    change = inAThread(() -> index.change(work -> passes(begun, changeMayEnd)));
    begun.await();
  }

  @AfterEach
  void close() throws Exception {
    changeMayEnd.countDown();
    assertThat(change).succeedsWithin(BOUND);
    threads.shutdown();
    index.close();
  }

  private interface Work<T> {
    T run() throws FsException;
  }

  private <T> CompletableFuture<T> inAThread(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run();
          } catch (FsException e) {
            throw new AssertionError(e);
          }
        },
        threads);
  }

  private static boolean passes(CountDownLatch told, CountDownLatch awaited) {
    told.countDown();
    try {
      awaited.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return true;
  }

  @Test
  void lookUpsInsideReadsWaitForNoReader() {
    CountDownLatch all = new CountDownLatch(READERS);
    List<CompletableFuture<Boolean>> reads = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      long id = FIRST + i;
      reads.add(
          inAThread(() -> index.read(tables -> passes(all, all) && index.inode(id).isPresent())));
    }
    assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(BOUND).isEqualTo(true));
  }

  @Test
  void aLookUpThatOthersMayWaitForWaitsForNoReader() throws Exception {
    CountDownLatch all = new CountDownLatch(READERS);
    CountDownLatch lookedUp = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> reads = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      reads.add(inAThread(() -> index.read(tables -> passes(all, lookedUp))));
    }
    all.await();
    assertThat(inAThread(() -> index.inode(FIRST)))
        .succeedsWithin(BOUND)
        .satisfies(inode -> assertThat(inode).isPresent());
    lookedUp.countDown();
    assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(BOUND));
  }
}
