package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.UnpinRequest;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Readers, writers, cleaners, optimizers and whoever pins, all at once: no reader sees a wrong
 * byte, and in the end every acknowledged byte is here and in the cloud.
 */
@Timeout(120)
class SpaceStressTest {

  private static final int FILES = 24;
  private static final int WRITERS = 2;
  private static final int READERS = 3;
  private static final int WRITES = 120;
  private static final int MOST_BYTES = 300_000;
  private static final List<String> DIRECTORIES = List.of("a", "b", "c");

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final AtomicInteger writing = new AtomicInteger(WRITERS);

  /** A file, and what it holds: while somebody writes, nobody may say what a reader sees. */
  private static final class Watched {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final String name;
    private final InodeId inode;
    private byte[] bytes = new byte[0];

    Watched(String name, InodeId inode) {
      this.name = name;
      this.inode = inode;
    }
  }

  private interface Step {
    void run(CoreUnderTest core, Random random) throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingIsLostAndNobodySeesAWrongByte(long seed) throws Exception {
    List<Watched> files;
    try (CoreUnderTest core = open()) {
      files = make(core);
      work(core, files, seed);
      assertHolds(core, files);
    }
    try (CoreUnderTest core = open()) {
      assertHolds(core, files);
    }
  }

  private CoreUnderTest open() throws IOException {
    return new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  private static List<Watched> make(CoreUnderTest core) throws FsException {
    List<Watched> files = new ArrayList<>();
    for (String name : DIRECTORIES) {
      InodeId parent =
          core.view().mkdir(InodeId.ROOT, new Name(name), 0755, Workplace.CALLER).inode();
      for (int i = 0; i < FILES / DIRECTORIES.size(); i++) {
        Name last = new Name(i % 2 == 0 ? i + ".jpg" : i + ".txt");
        var made = core.view().create(parent, last, 0644, OpenMode.readWrite(), Workplace.CALLER);
        core.view().release(made.handle());
        files.add(new Watched(name + "/" + last.value(), made.attributes().inode()));
      }
    }
    return files;
  }

  private void work(CoreUnderTest core, List<Watched> files, long seed) throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      tasks.add(writer(core, files, new Random(seed * 100 + i)));
    }
    for (int i = 0; i < READERS; i++) {
      tasks.add(meanwhile(core, seed * 100 + 10 + i, (c, random) -> read(c, pick(files, random))));
    }
    tasks.add(meanwhile(core, seed * 100 + 20, SpaceStressTest::clean));
    tasks.add(meanwhile(core, seed * 100 + 21, SpaceStressTest::optimize));
    tasks.add(meanwhile(core, seed * 100 + 22, SpaceStressTest::pin));
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> done : threads.invokeAll(tasks, 100, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Void> writer(CoreUnderTest core, List<Watched> files, Random random) {
    return () -> {
      try {
        for (int i = 0; i < WRITES; i++) {
          write(core, pick(files, random), random);
        }
      } finally {
        writing.decrementAndGet();
      }
      return null;
    };
  }

  /** Goes on as long as somebody writes. */
  private Callable<Void> meanwhile(CoreUnderTest core, long seed, Step step) {
    Random random = new Random(seed);
    return () -> {
      while (writing.get() > 0) {
        step.run(core, random);
      }
      return null;
    };
  }

  private static Watched pick(List<Watched> files, Random random) {
    return files.get(random.nextInt(files.size()));
  }

  /** Overwrites, extends or replaces a file; the bytes around what is written stay. */
  private static void write(CoreUnderTest core, Watched file, Random random) throws FsException {
    file.lock.writeLock().lock();
    try {
      boolean truncate = random.nextInt(4) == 0;
      byte[] before = truncate ? new byte[0] : file.bytes;
      int offset = random.nextInt(before.length + 1);
      byte[] piece = new byte[1 + random.nextInt(MOST_BYTES / 3)];
      random.nextBytes(piece);
      Handle handle = core.view().open(file.inode, new OpenMode(true, true, truncate, false));
      core.view().write(handle, ByteBuffer.wrap(piece), offset);
      core.view().flush(handle);
      core.view().release(handle);
      byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + piece.length));
      System.arraycopy(piece, 0, after, offset, piece.length);
      file.bytes = after;
    } finally {
      file.lock.writeLock().unlock();
    }
  }

  private static void read(CoreUnderTest core, Watched file) throws FsException {
    file.lock.readLock().lock();
    try {
      Handle handle = core.view().open(file.inode, OpenMode.readOnly());
      ByteBuffer target = ByteBuffer.allocate(file.bytes.length + 1);
      int count = core.view().read(handle, target, 0);
      core.view().release(handle);
      assertThat(Arrays.copyOf(target.array(), count))
          .as("what is read of " + file.name)
          .isEqualTo(file.bytes);
    } finally {
      file.lock.readLock().unlock();
    }
  }

  private static void clean(CoreUnderTest core, Random random) throws IOException {
    String path = random.nextBoolean() ? "" : DIRECTORIES.get(random.nextInt(3));
    core.core().control().cleanCache(new CleanCacheRequest(List.of(path), true, false));
  }

  private static void optimize(CoreUnderTest core, Random random)
      throws IOException, InterruptedException {
    Long size = random.nextBoolean() ? null : (long) random.nextInt(MOST_BYTES);
    core.core()
        .control()
        .optimizeSpace(
            new OptimizeSpaceRequest(size, 0, random.nextBoolean(), false), progress -> {});
  }

  private static void pin(CoreUnderTest core, Random random) throws IOException {
    List<String> paths = List.of(DIRECTORIES.get(random.nextInt(3)));
    core.core().control().pin(new PinRequest(paths, random.nextBoolean()));
    core.core().control().unpin(new UnpinRequest(paths, true));
  }

  private void assertHolds(CoreUnderTest core, List<Watched> files) throws Exception {
    core.awaitSynced(60_000);
    var objects = CoreUnderTest.bucket(new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
    for (Watched file : files) {
      assertThat(objects.get(file.name)).as("the object of " + file.name).isEqualTo(file.bytes);
      read(core, file);
    }
    core.core().control().cleanCache(new CleanCacheRequest(List.of(""), true, false));
    for (Watched file : files) {
      read(core, file);
    }
    assertThat(core.core().control().check(new CheckRequest(false), progress -> {}).findings())
        .isEmpty();
  }
}
