package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.LocalSide;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class EvictorTest {

  private static final byte[] BYTES = LocalSide.bytes(200_000, 1);

  @TempDir Path directory;
  private SpaceFixture space;
  private LocalSide local;

  @BeforeEach
  void begin() throws FsException {
    space = new SpaceFixture(directory);
    local = space.local;
  }

  @AfterEach
  void end() throws FsException {
    space.close();
  }

  private Eviction evict(long inode) throws FsException {
    return space.evictor.evict(inode);
  }

  private Eviction preview(long inode) throws FsException {
    return space.evictor.preview(List.of(inode)).get(0);
  }

  @Test
  void aSyncedCopyGoesAndReadsBackEqual() throws Exception {
    long inode = local.syncedFile("photo", BYTES);

    assertThat(evict(inode)).isEqualTo(new Eviction(inode, "photo", 200_000, Optional.empty()));

    assertThat(local.row(inode).cached()).isZero();
    assertThat(local.store.exists(inode)).isFalse();
    assertThat(space.cloudSyncs).hasValue(1);
    assertThat(local.read(inode, 0, 300_000)).isEqualTo(BYTES);
    await().until(() -> local.row(inode).isComplete() && !local.files.isUsed(inode));
    assertThat(evict(inode).evicted()).isTrue();
    assertThat(local.read(inode, 0, 300_000)).isEqualTo(BYTES);
  }

  @Test
  void onlyTheIndexIsChangedFirst() throws Exception {
    long inode = local.syncedFile("cut", BYTES);
    evict(inode);
    // A power cut between the two steps leaves a content file that is not needed.
    local.store.create(inode).close();

    assertThat(evict(inode).kept()).contains(Kept.ALREADY_CLOUD_ONLY);
    assertThat(local.store.exists(inode)).isFalse();
  }

  @Test
  void aDryRunDecidesWithoutDoing() throws Exception {
    long inode = local.syncedFile("dry", BYTES);

    assertThat(preview(inode).bytes()).isEqualTo(200_000);
    assertThat(space.isHere(inode)).isTrue();
    try (OpenFiles.Use use = local.files.use(inode)) {
      assertThat(use.file().isComplete()).isTrue();
      assertThat(preview(inode).kept()).contains(Kept.OPEN);
    }
  }

  @Test
  void aFileThatIsOpenStays() throws Exception {
    long inode = local.syncedFile("open", BYTES);
    try (OpenFiles.Use use = local.files.use(inode)) {
      assertThat(evict(inode).kept()).contains(Kept.OPEN);
      assertThat(LocalSide.read(use, 0, 300_000)).isEqualTo(BYTES);
    }
    assertThat(evict(inode).evicted()).isTrue();
  }

  @Test
  void aFileIsWaitedForThatIsJustBeingClosed() throws Exception {
    long inode = local.syncedFile("closing", BYTES);
    OpenFiles.Use use = local.files.use(inode);
    ExecutorService program = Executors.newSingleThreadExecutor();
    try {
      Future<List<Eviction>> eviction =
          program.submit(() -> space.evictor.evict(List.of(inode), Duration.ofSeconds(30)));
      await().until(() -> space.cloudSyncs.get() == 1);
      use.close();
      assertThat(eviction.get().get(0).evicted()).isTrue();
    } finally {
      program.shutdown();
    }
  }

  @Test
  void whatWasReadAMomentAgoGoesThoughItWasNotRecordedYet() throws Exception {
    long inode = local.cloudFile("fresh", BYTES);
    local.read(inode, 0, 300_000);

    assertThat(evict(inode).bytes()).isEqualTo(200_000);
    assertThat(local.store.exists(inode)).isFalse();
  }

  @Test
  void aPartOfAFileGoesToo() throws Exception {
    byte[] large = LocalSide.bytes(3 << 20, 2);
    long inode = local.cloudFile("part", large);
    local.read(inode, 2 << 20, 100);

    assertThat(evict(inode).bytes()).isEqualTo(64 << 10);
    Optional<byte[]> blocks = local.index.read(tables -> tables.attributes().presence(inode));
    assertThat(blocks).isEmpty();
    assertThat(local.read(inode, 0, large.length)).isEqualTo(large);
  }

  @Test
  void aReaderThatWaitsForBytesIsNotDisturbed() throws Exception {
    long inode = local.cloudFile("waiting", BYTES);
    Injection hang = local.cloud.faults().on(Verb.GET).inject(Fault.hang());
    ExecutorService program = Executors.newSingleThreadExecutor();
    try {
      Future<byte[]> read = program.submit(() -> local.read(inode, 0, 300_000));
      await().until(() -> hang.hits() == 1);
      assertThat(evict(inode).evicted()).isFalse();
      hang.release();
      assertThat(read.get()).isEqualTo(BYTES);
    } finally {
      program.shutdown();
    }
  }

  @Test
  void ofABatchEachFileIsToldAndTheCloudIsSyncedOnce() throws Exception {
    long synced = local.syncedFile("a", BYTES);
    long dirty = local.localFile("b", BYTES);
    long other = local.syncedFile("c", BYTES);

    List<Eviction> evictions =
        space.evictor.evict(List.of(synced, dirty, other, 999L), Duration.ZERO);

    assertThat(evictions).extracting(Eviction::path).containsExactly("a", "b", "c", "");
    assertThat(evictions)
        .extracting(Eviction::kept)
        .containsExactly(
            Optional.empty(),
            Optional.of(Kept.ONLY_HERE),
            Optional.empty(),
            Optional.of(Kept.GONE));
    assertThat(space.cloudSyncs).hasValue(1);
    assertThat(local.read(dirty, 0, 300_000)).isEqualTo(BYTES);
  }

  @Test
  void aFileThatIsNamedTwiceIsToldOnce() throws Exception {
    long inode = local.syncedFile("twice", BYTES);
    assertThat(space.evictor.evict(List.of(inode, inode), Duration.ZERO))
        .containsExactly(new Eviction(inode, "twice", 200_000, Optional.empty()));
  }

  @Test
  void aBusyFileTakesNoTimeFromTheOthers() throws Exception {
    List<Long> inodes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      inodes.add(local.syncedFile("file" + i, new byte[] {(byte) i}));
    }
    ExecutorService program = Executors.newSingleThreadExecutor();
    OpenFiles.Use busy = local.files.use(inodes.get(0));
    OpenFiles.Use closing = local.files.use(inodes.get(1));
    try {
      Future<List<Eviction>> evictions =
          program.submit(() -> space.evictor.evict(inodes, Duration.ofSeconds(2)));
      // All others are forgotten while the two are waited for, and then one of these.
      await().until(() -> local.row(inodes.get(199)).cached() == 0);
      closing.close();
      await().until(() -> local.row(inodes.get(1)).cached() == 0);
      assertThat(evictions.get().get(0).kept()).contains(Kept.OPEN);
      assertThat(evictions.get().stream().filter(Eviction::evicted)).hasSize(199);
      assertThat(local.store.exists(inodes.get(1))).isFalse();
    } finally {
      busy.close();
      program.shutdown();
    }
  }

  /** What stands for a kill right after the change of the index. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Evictor killed() {
    return new Evictor(
        space.environment,
        inode -> {
          throw new Killed();
        });
  }

  @Test
  void whatAKillLeftOfABatchGoesWithTheNextMount() throws Exception {
    List<Long> inodes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      inodes.add(local.syncedFile("file" + i, LocalSide.bytes(5000, i)));
    }
    assertThatThrownBy(() -> killed().evict(inodes, Duration.ZERO)).isInstanceOf(Killed.class);
    List<Long> forgotten = new ArrayList<>();
    for (long inode : inodes) {
      if (local.row(inode).cached() == 0) {
        forgotten.add(inode);
      }
      assertThat(local.store.exists(inode)).isTrue();
    }
    assertThat(forgotten).isNotEmpty().hasSizeLessThan(100);
    // One of them came back before, and is needed.
    assertThat(local.read(forgotten.get(0), 0, 5000)).isEqualTo(LocalSide.bytes(5000, 0));
    await().until(() -> local.row(forgotten.get(0)).isComplete());
    await().until(() -> !local.files.isUsed(forgotten.get(0)));

    space.evictor.finish();

    for (long inode : inodes) {
      boolean isNeeded = inode == forgotten.get(0) || !forgotten.contains(inode);
      assertThat(local.store.exists(inode)).isEqualTo(isNeeded);
    }
    for (long inode : inodes) {
      assertThat(local.read(inode, 0, 5000))
          .isEqualTo(LocalSide.bytes(5000, inodes.indexOf(inode)));
    }
    assertThat(notes()).isZero();
  }

  private int notes() throws FsException {
    return local.index.read(tables -> tables.meta().withPrefix("going ")).size();
  }

  @Test
  void whatAProgramUsesWhileItGoesIsLookedAtAgainLater() throws Exception {
    long inode = local.syncedFile("used", BYTES);
    assertThatThrownBy(() -> killed().evict(inode)).isInstanceOf(Killed.class);
    try (OpenFiles.Use use = local.files.use(inode)) {
      space.evictor.finish();
      assertThat(use.file().live().cached()).isZero();
      assertThat(local.store.exists(inode)).isTrue();
      // It is a hole now, but for the page in which it ends.
      assertThat(local.store.allocated(List.of(inode)).get(inode)).isLessThanOrEqualTo(4096);
      assertThat(notes()).isEqualTo(1);
    }

    space.evictor.finish();

    assertThat(local.store.exists(inode)).isFalse();
    assertThat(notes()).isZero();
    assertThat(local.read(inode, 0, 300_000)).isEqualTo(BYTES);
  }

  @Test
  void whoWritesToAFileThatIsGoingLosesNothing() throws Exception {
    long inode = local.syncedFile("written", BYTES);
    ExecutorService program = Executors.newSingleThreadExecutor();
    List<Future<?>> writing = new ArrayList<>();
    Evictor evictor =
        new Evictor(
            space.environment,
            gone -> writing.add(program.submit(() -> write(gone, new byte[] {7, 8, 9}))));

    evictor.evict(inode);
    writing.get(0).get();

    byte[] expected = BYTES.clone();
    System.arraycopy(new byte[] {7, 8, 9}, 0, expected, 70_000, 3);
    assertThat(local.read(inode, 0, 300_000)).isEqualTo(expected);
    space.evictor.finish();
    assertThat(local.read(inode, 0, 300_000)).isEqualTo(expected);
    program.shutdown();
  }

  private Object write(long inode, byte[] bytes) throws FsException {
    local.write(inode, bytes, 70_000);
    return inode;
  }

  /** Makes something of a synced file that forbids to drop it. */
  private interface Spoiling {
    void spoil(LocalSide local, long inode) throws FsException;
  }

  private static Arguments row(String what, Kept reason, Spoiling spoiling) {
    return Arguments.argumentSet(what, reason, spoiling);
  }

  private static CloudObject objectOf(LocalSide local, long inode) throws FsException {
    return local.objects(inode).get(0);
  }

  private static void putObject(LocalSide local, CloudObject object) throws FsException {
    local.index.change(
        change -> {
          change.putObject(object);
          return object;
        });
  }

  private static CloudObject with(CloudObject object, String key, long size, long generation) {
    return new CloudObject(
        new ObjectKey(key),
        object.entry(),
        object.inode(),
        new ETag("other"),
        size,
        0,
        generation,
        object.metaGeneration(),
        2);
  }

  static Stream<Arguments> whatForbids() {
    return Stream.of(
        row("written to", Kept.DIRTY, (local, inode) -> local.write(inode, new byte[] {1}, 5)),
        row(
            "truncated",
            Kept.DIRTY,
            (local, inode) -> {
              try (OpenFiles.Use use = local.files.use(inode)) {
                use.file().truncate(100);
              }
            }),
        row(
            "grown",
            Kept.DIRTY,
            (local, inode) -> {
              try (OpenFiles.Use use = local.files.use(inode)) {
                use.file().write(ByteBuffer.wrap(BYTES), 0, true);
              }
            }),
        row(
            "writing begun, then killed",
            Kept.DIRTY,
            (local, inode) ->
                local.index.change(
                    change -> change.put(change.require(inode).edit().writing(true).done()))),
        row(
            "renamed and not yet copied",
            Kept.DIRTY,
            (local, inode) ->
                local.index.change(
                    change ->
                        change.moveEntry(local.nameOf(inode), InodeId.ROOT.value(), "elsewhere"))),
        row(
            "attributes not uploaded",
            Kept.DIRTY,
            (local, inode) ->
                local.index.change(
                    change -> {
                      change.markPendingNames(inode);
                      return inode;
                    })),
        row(
            "an attempt under way",
            Kept.BUSY,
            (local, inode) ->
                local.index.change(
                    change -> {
                      long entry = local.nameOf(inode).id();
                      change.putPending(new Pending(entry, false, "nonce", 0, 0, null, null));
                      return inode;
                    })),
        row(
            "its object of an older generation",
            Kept.DIRTY,
            (local, inode) -> {
              CloudObject object = objectOf(local, inode);
              putObject(local, with(object, object.key().value(), object.size(), 0));
            }),
        row(
            "its object of another size",
            Kept.DIRTY,
            (local, inode) -> {
              CloudObject object = objectOf(local, inode);
              putObject(local, with(object, object.key().value(), 1, object.contentGeneration()));
            }),
        row(
            "no object",
            Kept.ONLY_HERE,
            (local, inode) -> {
              ObjectKey key = objectOf(local, inode).key();
              local.index.change(
                  change -> {
                    change.deleteObject(key);
                    return key;
                  });
            }),
        row(
            "a second name that was not uploaded",
            Kept.ONLY_HERE,
            (local, inode) ->
                local.index.change(
                    change -> change.addEntry(InodeId.ROOT.value(), "second", inode))),
        row(
            "removed while in use",
            Kept.ONLY_HERE,
            (local, inode) -> {
              Entry name = local.nameOf(inode);
              local.index.change(
                  change -> {
                    change.deleteEntry(name);
                    return name;
                  });
            }));
  }

  @ParameterizedTest
  @MethodSource("whatForbids")
  void aCopyStaysThatTheCloudHasNot(Kept reason, Spoiling spoiling) throws Exception {
    long inode = local.syncedFile("kept", BYTES);
    spoiling.spoil(local, inode);
    Inode before = local.row(inode);

    Eviction eviction = evict(inode);

    assertThat(eviction.kept()).contains(reason);
    assertThat(eviction.bytes()).isZero();
    assertThat(reason.isRefusal()).isTrue();
    assertThat(local.row(inode).cached()).isEqualTo(before.cached());
    assertThat(local.store.exists(inode)).isTrue();
    assertThat(preview(inode).kept()).contains(reason);
  }

  @Test
  void whatHasNothingToDropIsNoRefusal() throws Exception {
    long directory =
        local.index.change(
            change -> {
              long id = change.newNumber();
              change.putNew(Inode.create(id, FileMode.DIRECTORY | 0755, "d").done());
              return id;
            });
    long empty = local.syncedFile("empty", new byte[0]);
    long cloudOnly = local.cloudFile("cloud", BYTES);

    List<Eviction> evictions =
        space.evictor.evict(List.of(directory, empty, cloudOnly), Duration.ZERO);

    assertThat(evictions)
        .extracting(eviction -> eviction.kept().orElseThrow())
        .containsExactly(Kept.NOT_A_FILE, Kept.ALREADY_CLOUD_ONLY, Kept.ALREADY_CLOUD_ONLY)
        .noneMatch(Kept::isRefusal);
  }
}
