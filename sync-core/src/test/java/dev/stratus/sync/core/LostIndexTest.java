package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The index is gone or rubbish: it is built anew, and what was only here is still here. */
final class LostIndexTest {

  private static final Caller CALLER = new Caller(7, 8);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();

  private CoreUnderTest open() throws IOException {
    return new CoreUnderTest(directory, "boot", new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  private static void write(FileSystemView view, String name, String text) throws FsException {
    Created file = view.create(InodeId.ROOT, new Name(name), 0640, OpenMode.readWrite(), CALLER);
    view.write(file.handle(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    view.flush(file.handle());
    view.release(file.handle());
  }

  private static String read(FileSystemView view, String name) throws FsException {
    InodeId inode = view.lookup(InodeId.ROOT, new Name(name)).inode();
    Handle handle = view.open(inode, OpenMode.readOnly());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int count = view.read(handle, buffer, 0);
    view.release(handle);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }

  private static List<String> names(FileSystemView view) throws FsException {
    return view.readdir(InodeId.ROOT, 2, 100).stream().map(DirectoryEntry::name).toList();
  }

  /** One file is in the cloud, one is not. */
  private void fill() throws Exception {
    try (CoreUnderTest core = open()) {
      write(core.view(), "clean", "in the cloud");
      core.awaitSynced(20_000);
      core.core().control().stopSync();
      write(core.view(), "dirty", "only here");
    }
  }

  /**
   * Mounts anew.
   *
   * @param aside where the user is told that the old index is
   */
  private void requireNothingLost(Optional<Path> aside) throws Exception {
    try (CoreUnderTest core = open()) {
      assertThat(core.core().notice().isPresent()).isEqualTo(aside.isPresent());
      aside.ifPresent(path -> assertThat(core.core().notice().get()).contains(path.toString()));
      FileSystemView view = core.view();
      for (int i = 0; i < 8; i++) {
        write(view, "new" + i, "written meanwhile " + i);
      }
      await().atMost(SOON).until(() -> names(view).toString().contains("recovered file"));
      List<String> recovered =
          names(view).stream().filter(name -> name.startsWith("recovered")).toList();
      assertThat(recovered).as("clean bytes are no file to be recovered").hasSize(1);
      assertThat(read(view, recovered.get(0))).isEqualTo("only here");
      assertThat(read(view, "clean")).isEqualTo("in the cloud");
      for (int i = 0; i < 8; i++) {
        assertThat(read(view, "new" + i)).isEqualTo("written meanwhile " + i);
      }
      core.awaitSynced(20_000);
    }
    assertThat(bucket.keys().stream().filter(key -> !key.startsWith(".stratus/")))
        .hasSize(10)
        .contains("clean")
        .doesNotContain("dirty");
  }

  @Test
  void deletedIndexLosesNoBytes() throws Exception {
    fill();
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(directory.resolve("index.db" + end));
    }
    requireNothingLost(Optional.empty());
  }

  /** Each is read once, not once for each object of its size. */
  @Test
  void aThousandCopiesOfOneSizeAreToldFromOneAnotherSoon() throws Exception {
    try (CoreUnderTest core = open()) {
      for (int i = 1000; i < 2000; i++) {
        write(core.view(), "file" + i, "bytes of " + i);
      }
      core.awaitSynced(60_000);
    }
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(directory.resolve("index.db" + end));
    }
    try (CoreUnderTest core = open()) {
      // A copy may go while they are counted.
      await().atMost(SOON).ignoreException(UncheckedIOException.class).until(() -> copies() == 0);
      assertThat(core.view().readdir(InodeId.ROOT, 2, 2000))
          .hasSize(1000)
          .allMatch(entry -> entry.name().startsWith("file"));
    }
  }

  private long copies() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("content"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  /** What happens to the bytes of an index. */
  private enum Harm {
    RUBBISH {
      @Override
      byte[] to(byte[] index) {
        return "this is no database at all ".repeat(1000).getBytes(StandardCharsets.UTF_8);
      }
    },
    GARBAGE_HEADER {
      @Override
      byte[] to(byte[] index) {
        return overwritten(index, 0, 100);
      }
    },
    GARBAGE_PAGE_IN_THE_MIDDLE {
      @Override
      byte[] to(byte[] index) {
        int pageBytes = ByteBuffer.wrap(index).getShort(16) & 0xffff;
        return overwritten(index, index.length / pageBytes / 2 * pageBytes, pageBytes);
      }
    },
    CUT_IN_THE_MIDDLE {
      @Override
      byte[] to(byte[] index) {
        return Arrays.copyOf(index, index.length / 2);
      }
    },
    CUT_TO_LESS_THAN_A_HEADER {
      @Override
      byte[] to(byte[] index) {
        return Arrays.copyOf(index, 50);
      }
    };

    abstract byte[] to(byte[] index);

    private static byte[] overwritten(byte[] index, int from, int length) {
      byte[] changed = index.clone();
      byte[] garbage = new byte[length];
      new Random(7).nextBytes(garbage);
      System.arraycopy(garbage, 0, changed, from, length);
      return changed;
    }
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void damagedIndexIsKeptAsideAndLosesNoBytes(Harm harm) throws Exception {
    fill();
    byte[] damaged = harm.to(Files.readAllBytes(directory.resolve("index.db")));
    Files.write(directory.resolve("index.db"), damaged);
    requireNothingLost(Optional.of(directory.resolve("index.db.damaged")));
    assertThat(directory.resolve("index.db.damaged")).hasBinaryContent(damaged);
  }

  @Test
  void anIndexFoundDamagedAtWorkIsBuiltAnewByTheNextMount() throws Exception {
    fill();
    Path file = directory.resolve("index.db");
    Files.write(directory.resolve("index.db.suspect"), new byte[0]);
    open().close();
    assertThat(directory.resolve("index.db.suspect")).as("a sound index is cleared").doesNotExist();
    Files.write(file, Harm.GARBAGE_PAGE_IN_THE_MIDDLE.to(Files.readAllBytes(file)));
    Files.write(directory.resolve("index.db.suspect"), new byte[0]);
    requireNothingLost(Optional.of(directory.resolve("index.db.damaged")));
    assertThat(directory.resolve("index.db.suspect")).doesNotExist();
  }
}
