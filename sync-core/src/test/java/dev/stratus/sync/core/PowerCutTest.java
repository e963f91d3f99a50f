package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power is cut at random moments under load: what was synced is there, and no byte that nobody
 * wrote is in the bucket. {@code -Dstratus.power.cuts} and {@code .seed} make it longer, or another
 * one.
 */
@Tag("mount")
final class PowerCutTest {

  private static final Caller CALLER = new Caller(7, 8);
  private static final int CUTS = Integer.getInteger("stratus.power.cuts", 4);
  private static final long SEED = Long.getLong("stratus.power.seed", 1);
  private static final int NAMES = 12;
  private static final int MOST_BYTES = 200_000;
  private static final int MOST_STEPS = 60;

  @TempDir Path directory;
  private final Random random = new Random();
  private final MemoryBucket bucket = new MemoryBucket();

  /** What the bucket had when the power went. */
  private final Set<String> good = new TreeSet<>();

  /** All that was ever written under a name, in order. */
  private final Map<String, List<byte[]>> versions = new TreeMap<>();

  /** How many of them were there when the name was last synced. */
  private final Map<String, Integer> synced = new TreeMap<>();

  private CoreUnderTest open(Path disk, String boot) throws Exception {
    return new CoreUnderTest(
        disk.resolve("state"), boot, new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + CUTS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasSyncedIsThereAndNothingTornGoesUp(long seed) throws Exception {
    String lacks = CuttableDisk.lacks();
    assumeTrue(lacks.isEmpty(), lacks);
    random.setSeed(seed);
    try (CuttableDisk disk = new CuttableDisk(directory)) {
      round(disk);
    }
  }

  private void round(CuttableDisk disk) throws Exception {
    String cut;
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    try (CoreUnderTest core = new CoreUnderTest(disk.path().resolve("state"), "first", store)) {
      work(core.view(), 20 + random.nextInt(MOST_STEPS));
      if (random.nextBoolean()) {
        core.awaitSynced(20_000);
      }
      work(core.view(), random.nextInt(MOST_STEPS));
      // The network goes first: what the cloud has after the cut is what it had before.
      store.close();
      good.addAll(bucket.keys());
      work(core.view(), random.nextInt(MOST_STEPS));
      cut = disk.cut();
    }
    try (CoreUnderTest core = open(disk.open(cut), "second")) {
      requireSynced(core.view());
      core.awaitSynced(30_000);
      requireNothingTorn();
    }
  }

  /** Overwrites files, as a whole or in place, and syncs some. */
  private void work(FileSystemView view, int steps) throws FsException {
    for (int i = 0; i < steps; i++) {
      String name = "f" + random.nextInt(NAMES);
      byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
      random.nextBytes(bytes);
      OpenMode mode = new OpenMode(true, true, true, false);
      Created file = view.create(InodeId.ROOT, new Name(name), 0640, mode, CALLER);
      List<byte[]> written = versions.computeIfAbsent(name, n -> new ArrayList<>());
      written.add(bytes);
      view.write(file.handle(), ByteBuffer.wrap(bytes), 0);
      view.flush(file.handle());
      if (random.nextBoolean()) {
        view.fsync(file.handle(), false);
        synced.put(name, written.size());
      }
      view.release(file.handle());
    }
  }

  /** The last synced version, or a younger one, under the name or beside it as recovered. */
  private void requireSynced(FileSystemView view) throws FsException {
    List<String> names =
        view.readdir(InodeId.ROOT, 2, 1000).stream().map(DirectoryEntry::name).toList();
    for (Map.Entry<String, Integer> entry : synced.entrySet()) {
      List<byte[]> all = versions.getOrDefault(entry.getKey(), List.of());
      boolean overwritten = all.size() > entry.getValue();
      List<byte[]> good = all.subList(entry.getValue() - 1, all.size());
      boolean found = false;
      for (String name : names) {
        if (name.equals(entry.getKey()) || name.startsWith(entry.getKey() + " (")) {
          byte[] bytes = read(view, name);
          found |= good.stream().anyMatch(version -> Arrays.equals(version, bytes));
        }
      }
      // What was cut and written again without a sync is the program's own loss, as on any disk.
      assertThat(found || overwritten).as("synced " + entry.getKey()).isTrue();
    }
  }

  private static byte[] read(FileSystemView view, String name) throws FsException {
    Handle handle =
        view.open(view.lookup(InodeId.ROOT, new Name(name)).inode(), OpenMode.readOnly());
    ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES + 1);
    int count = view.read(handle, buffer, 0);
    view.release(handle);
    return Arrays.copyOf(buffer.array(), count);
  }

  /** Under a name that the bucket had, only bytes that were once written there. */
  private void requireNothingTorn() {
    versions.forEach(
        (name, all) -> {
          byte[] there = bucket.bytes(name);
          boolean whole = all.stream().anyMatch(version -> Arrays.equals(version, there));
          assertThat(whole || !good.contains(name)).as("object " + name).isTrue();
        });
  }
}
