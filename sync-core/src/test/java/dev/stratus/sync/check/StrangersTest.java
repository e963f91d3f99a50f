package dev.stratus.sync.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local copies that the index does not know do not hold up the end of a mount. */
final class StrangersTest {

  private static final long COPY = 101;

  @TempDir Path directory;

  private static Strangers strangers(Index index, ContentStore store) {
    Clocks clocks = new Clocks(() -> 1, () -> "uuid");
    CopyDigest digest = new CopyDigest(store, 8 << 20);
    return new Strangers(new Strangers.Sources(index, store, clocks, () -> true, () -> {}, digest));
  }

  @Test
  void aMountThatEndsLeavesThemToTheNextOne() throws Exception {
    try (Index index = Index.open(directory.resolve("index.db"))) {
      index.change(
          change -> {
            long root = InodeId.ROOT.value();
            change.putNew(Inode.create(root, FileMode.DIRECTORY | 0755, "root").nlink(2).done());
            change.addRootEntry();
            return change;
          });
      ContentStore store = ContentStore.open(directory.resolve("content"));
      store.create(COPY).close();

      Strangers ending = strangers(index, store);
      ending.end();
      ending.run();
      assertThat(store.exists(COPY)).isTrue();

      strangers(index, store).run();
      assertThat(store.exists(COPY)).as("it has a name, and another number").isFalse();
    }
  }
}
