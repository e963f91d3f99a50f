package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the index's log becomes while changes come without a pause. */
@SuppressWarnings("NullAway.Init") // made before each test
class LogLengthTest {

  private static final long MIB = 1L << 20;

  /** The log's bound, and what may come until the writer looks at it again. */
  private static final long BOUND = 144 * MIB;

  private static final long AT_REST = 16 * MIB;

  /** Of the log that these write, some 300 MiB if it is never begun anew. */
  private static final int CHANGES = 15_000;

  private static final long FIRST = 100;
  private static final int FILES = 2_000;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> beside = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Index index;
  private long longest;

  @BeforeEach
  void open() throws FsException {
    index = Index.open(directory.resolve("index.db"));
    index.change(
        change -> {
          for (long id = FIRST; id < FIRST + FILES; id++) {
            change.putNew(Inode.create(id, FileMode.REGULAR | 0644, "id" + id).done());
          }
          return FILES;
        });
  }

  @AfterEach
  void close() throws Exception {
    end();
    threads.shutdown();
    index.close();
  }

  private void end() throws Exception {
    over.countDown();
    for (Future<?> work : beside) {
      work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void allTheTime(Callable<?> work) {
    beside.add(
        threads.submit(
            () -> {
              while (!over.await(1, TimeUnit.MILLISECONDS)) {
                work.call();
              }
              return true;
            }));
  }

  /** Each touches pages all over the file. */
  private void makeChanges(int count) throws FsException, IOException {
    for (int i = 0; i < count; i++) {
      long step = i;
      index.change(
          change -> {
            for (long k = 0; k < 4; k++) {
              long id = FIRST + (step * 7 + k * (FILES / 4)) % FILES;
              change.put(change.require(id).edit().mtime(step).ctime(step).size(step).done());
            }
            return step;
          });
      if (i % 16 == 0) {
        longest = Math.max(longest, logBytes());
      }
    }
  }

  private long logBytes() throws IOException {
    return Files.size(directory.resolve("index.db-wal"));
  }

  private long sizeOfTheLastChanged() throws FsException {
    long id = FIRST + (CHANGES - 1) * 7L % FILES;
    return index.read(tables -> tables.inodes().get(id)).orElseThrow().size();
  }

  @Test
  void changesWithoutAPauseKeepItShortAndItIsCutAtRest() throws Exception {
    allTheTime(this::maintain);

    makeChanges(CHANGES);
    end();

    assertThat(longest).isLessThan(BOUND);
    index.maintain();
    assertThat(logBytes()).isLessThanOrEqualTo(AT_REST);
    assertThat(sizeOfTheLastChanged()).isEqualTo(CHANGES - 1);
  }

  private boolean maintain() throws FsException {
    index.maintain();
    return true;
  }

  @Test
  void soItIsWhereNobodyMaintainsIt() throws Exception {
    makeChanges(CHANGES);

    assertThat(longest).isLessThan(BOUND);
    assertThat(sizeOfTheLastChanged()).isEqualTo(CHANGES - 1);
  }

  @Test
  void readersThatComeAndGoDoNotLengthenIt() throws Exception {
    allTheTime(this::maintain);
    for (int i = 0; i < 8; i++) {
      allTheTime(() -> index.read(tables -> tables.inodes().get(FIRST)));
    }

    makeChanges(CHANGES);

    assertThat(longest).isLessThan(BOUND);
  }

  @Test
  void whoReadsForLongLengthensItOnlyAsLongAsThatTakes() throws Exception {
    try (Sql reader = new IndexFile(directory.resolve("index.db")).connect()) {
      reader.execute("BEGIN");
      assertThat(reader.number("SELECT count(*) FROM inodes")).isEqualTo(FILES);
      makeChanges(CHANGES * 3 / 4);
      assertThat(longest).isGreaterThan(BOUND);
    }
    makeChanges(CHANGES / 3);
    index.maintain();
    assertThat(logBytes()).isLessThanOrEqualTo(AT_REST);
    longest = 0;
    makeChanges(CHANGES);
    assertThat(longest).isLessThan(BOUND);
  }
}
