package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InodeUpdateTest {

  private static final long ID = 100;

  @TempDir private Path directory;

  static Stream<Arguments> changes() {
    return Stream.of(
        change("mode", edit -> edit.mode(FileMode.REGULAR | 0600)),
        change("nlink", edit -> edit.nlink(3)),
        change("owner", edit -> edit.owner(7, 8)),
        change("rdev", edit -> edit.rdev(9)),
        change("size", edit -> edit.size(10)),
        change("times", edit -> edit.atime(11).mtime(12).ctime(13)),
        change("visit", edit -> edit.visit(14)),
        change("cloud id", edit -> edit.cloudId("another")),
        change("link group", edit -> edit.linkGroup("group")),
        change("content", edit -> edit.contentGeneration(15, "content")),
        change("attributes", Inode.Edit::nextMetaGeneration),
        change("synced", edit -> edit.syncedGeneration(1)),
        change("base", edit -> edit.base(16, 17)),
        change("cached", edit -> edit.cached(18)),
        change("flags", edit -> edit.writing(true).listed(true)),
        change("all", edit -> edit.nlink(2).cached(3).cloudId("x").contentGeneration(4, "y")),
        change("nothing", edit -> edit));
  }

  private static Arguments change(String what, UnaryOperator<Inode.Edit> edit) {
    return Arguments.of(what, edit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void theRowBecomesTheNextVersion(String what, UnaryOperator<Inode.Edit> edit) throws FsException {
    Path file = directory.resolve("index.db");
    Inode next;
    try (Index index = Index.open(file)) {
      Inode first = index.change(change -> change.putNew(first()));
      next = index.change(change -> change.put(edit.apply(first.edit()).done()));
    }
    try (Index index = Index.open(file)) {
      assertThat(columns(index.inode(ID).orElseThrow())).as(what).isEqualTo(columns(next));
    }
  }

  @Test
  void anInodeThatIsGoneStaysGone() throws FsException {
    try (Index index = Index.open(directory.resolve("index.db"))) {
      Inode made = index.change(change -> change.putNew(first()));
      index.change(
          change -> {
            change.deleteInode(ID);
            return change;
          });
      assertThatThrownBy(() -> index.change(change -> change.put(made)))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(FsException.class))
          .extracting(FsException::failure)
          .isEqualTo(FsFailure.NOT_FOUND);
      assertThat(index.inode(ID)).isEmpty();
    }
  }

  private static Inode first() {
    return Inode.create(ID, FileMode.REGULAR | 0644, "id").done();
  }

  private static List<@Nullable Object> columns(Inode inode) {
    return Arrays.asList(
        inode.id(),
        inode.mode(),
        inode.nlink(),
        inode.uid(),
        inode.gid(),
        inode.rdev(),
        inode.size(),
        inode.atime(),
        inode.mtime(),
        inode.ctime(),
        inode.visit(),
        inode.cloudId(),
        inode.contentId(),
        inode.linkGroup(),
        inode.contentGeneration(),
        inode.metaGeneration(),
        inode.syncedGeneration(),
        inode.baseGeneration(),
        inode.baseLimit(),
        inode.cached(),
        inode.flags());
  }
}
