package dev.stratus.sync.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.trash.Trash;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what lost its last name, only what nobody uses and nobody is about to remove is left over. */
final class RemovedFileTest {

  private static final long LEFT = 101;
  private static final long USED = 102;
  private static final long GOING = 103;

  @TempDir Path directory;

  /** The bucket never has anything that this is asked of. */
  private static final class NoCompares implements Compares {
    @Override
    public boolean isListed() {
      return true;
    }

    @Override
    public Optional<Held> held() {
      return Optional.empty();
    }

    @Override
    public Ended begin() {
      return () -> true;
    }
  }

  private static Inode inode(long id, int mode, int nlink) {
    return Inode.create(id, mode, "id-" + id)
        .nlink(nlink)
        .contentGeneration(1, "content")
        .syncedGeneration(1)
        .done();
  }

  @Test
  void whatIsLeftOverIsFoundAndLetGo() throws Exception {
    try (Index index = Index.open(directory.resolve("index.db"));
        MemoryStore cloud = new MemoryStore()) {
      index.change(
          change -> {
            change.putNew(inode(InodeId.ROOT.value(), FileMode.DIRECTORY | 0755, 2));
            change.addRootEntry();
            for (long id : new long[] {LEFT, USED, GOING}) {
              change.putNew(inode(id, FileMode.REGULAR | 0644, 0));
            }
            return change;
          });
      ContentStore store = ContentStore.open(directory.resolve("content"));
      Clocks clocks = new Clocks(() -> 1, () -> UUID.randomUUID().toString());
      OpenFiles files =
          new OpenFiles(
              new Environment(index, store, clocks.nanos(), clocks.uuids()),
              (file, offset, length) -> {});
      Strangers strangers =
          new Strangers(
              new Strangers.Sources(
                  index, store, clocks, () -> true, () -> {}, new CopyDigest(store, 8 << 20)));
      Trash trash =
          Trash.open(directory.resolve("trash"), Trash.Limits.defaults(), Clock.systemUTC());
      List<Long> letGo = new ArrayList<>();
      CheckParts parts =
          new CheckParts(
              cloud,
              index,
              store,
              files,
              new Paths(index, ""),
              trash,
              clocks,
              strangers,
              () -> {},
              key -> false,
              Set.of(GOING)::contains,
              letGo::add);
      Check check = new Check(parts, new NoCompares());
      try (OpenFiles.Use use = files.use(USED)) {
        assertThat(use.file().inode()).isEqualTo(USED);
        assertThat(check.run(false, (activity, done) -> {}).named())
            .singleElement()
            .satisfies(found -> assertThat(found.where()).isEqualTo("file " + LEFT))
            .satisfies(found -> assertThat(found.problem()).isEqualTo(Problem.REMOVED_FILE_LEFT));
        assertThat(letGo).isEmpty();
        assertThat(check.run(true, (activity, done) -> {}).repaired()).isEqualTo(1);
        assertThat(letGo).containsExactly(LEFT);
      }
    }
  }
}
