package dev.stratus.sync.view;

import static dev.stratus.sync.view.ViewFixture.CALLER;
import static dev.stratus.sync.view.ViewFixture.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StratusViewTest {

  @TempDir Path directory;
  private ViewFixture fixture;
  private StratusView view;

  @BeforeEach
  void open() throws FsException {
    fixture = new ViewFixture(directory);
    view = fixture.view;
  }

  @AfterEach
  void close() throws FsException {
    fixture.close();
  }

  private static void assertFails(FsFailure failure, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void writtenBytesAreReadAndSeenInAttributesAtOnce() throws FsException {
    Handle handle = fixture.create("a");
    fixture.write(handle, "hello", 0);
    fixture.write(handle, "world", 10);

    assertThat(view.lookup(InodeId.ROOT, name("a")).size()).isEqualTo(15);
    assertThat(fixture.read(handle, 0, 100)).isEqualTo("hello\0\0\0\0\0world");
    assertThat(fixture.read(handle, 15, 100)).isEmpty();
    view.release(handle);
    assertThat(view.lookup(InodeId.ROOT, name("a")).size()).isEqualTo(15);
    assertThat(view.lookup(InodeId.ROOT, name("a")).uid()).isEqualTo(1000);
  }

  @Test
  void whatIsAppendedGoesToTheEnd() throws FsException {
    InodeId inode = fixture.file("a", "12345");
    Handle handle = view.open(inode, OpenMode.readWrite());
    assertThat(view.append(handle, ByteBuffer.wrap(new byte[] {'6', '7', '8'}))).isEqualTo(3);
    assertThat(fixture.read(handle, 0, 100)).isEqualTo("12345678");
    view.release(handle);
  }

  @Test
  void openingAndReadingAreVisits() throws FsException {
    InodeId inode = fixture.file("a", "12345");
    fixture.visited.clear();
    Handle handle = view.open(inode, OpenMode.readOnly());
    assertThat(fixture.visited).containsExactly(inode.value());
    fixture.read(handle, 0, 100);
    view.release(handle);
    assertThat(fixture.visited).containsExactly(inode.value(), inode.value());
  }

  @Test
  void createExclusiveRefusesATakenNameAndOtherwiseOpensIt() throws FsException {
    InodeId inode = fixture.file("a", "x");
    OpenMode exclusive = new OpenMode(true, true, false, true);
    assertFails(
        FsFailure.EXISTS, () -> view.create(InodeId.ROOT, name("a"), 0644, exclusive, CALLER));
    Created again = view.create(InodeId.ROOT, name("a"), 0600, OpenMode.readWrite(), CALLER);
    assertThat(again.attributes().inode()).isEqualTo(inode);
    view.release(again.handle());
  }

  @Test
  void truncateCutsAndGrowsWithZeros() throws FsException {
    InodeId inode = fixture.file("a", "123456789");
    view.setattr(inode, AttributeChange.size(3));
    view.setattr(inode, AttributeChange.size(6));
    assertThat(fixture.text(inode)).isEqualTo("123\0\0\0");
    Handle handle = view.open(inode, new OpenMode(true, true, true, false));
    assertThat(view.getattr(inode).size()).isZero();
    view.setattr(inode, AttributeChange.size(2));
    assertThat(fixture.read(handle, 0, 10)).isEqualTo("\0\0");
    view.release(handle);
  }

  @Test
  void anOpenForReadingTruncatesToo() throws FsException {
    InodeId inode = fixture.file("a", "123456789");
    OpenMode emptied = new OpenMode(true, false, true, false);
    Handle handle = view.open(inode, emptied);
    assertThat(view.getattr(inode).size()).isZero();
    assertFails(FsFailure.BAD_HANDLE, () -> fixture.write(handle, "x", 0));
    fixture.written.clear();
    view.release(handle);
    assertThat(fixture.written).containsExactly(inode.value());

    InodeId other = fixture.file("b", "12345");
    Created again = view.create(InodeId.ROOT, name("b"), 0600, emptied, CALLER);
    assertThat(again.attributes().size()).isZero();
    assertThat(view.getattr(other).size()).isZero();
    view.release(again.handle());
  }

  @Test
  void aReadOnlyMountTruncatesNothing() throws FsException {
    InodeId inode = fixture.file("a", "123456789");
    StratusView readOnly = fixture.view(true);
    OpenMode emptied = new OpenMode(true, false, true, false);
    assertFails(FsFailure.READ_ONLY, () -> readOnly.open(inode, emptied));
    assertThat(view.getattr(inode).size()).isEqualTo(9);
  }

  @Test
  void fileThatOnlyEverGrewReadsAsZeros() throws FsException {
    Handle handle = fixture.create("a");
    view.setattr(view.inodeOf(handle), AttributeChange.size(3));
    assertThat(fixture.read(handle, 0, 10)).isEqualTo("\0\0\0");
    view.release(handle);
    assertThat(fixture.text(view.lookup(InodeId.ROOT, name("a")).inode())).isEqualTo("\0\0\0");
  }

  @Test
  void killedProcessTakesNothingBack() throws FsException {
    Handle handle = fixture.create("a");
    fixture.write(handle, "acknowledged", 0);
    view.mkdir(InodeId.ROOT, name("d"), 0755, CALLER);
    fixture.kill();

    fixture = new ViewFixture(directory);
    InodeId inode = fixture.view.lookup(InodeId.ROOT, name("a")).inode();
    assertThat(fixture.text(inode)).isEqualTo("acknowledged");
    assertThat(fixture.view.getattr(inode).size()).isEqualTo(12);
    assertThat(fixture.names(InodeId.ROOT)).containsExactly(".", "..", "a", "d");
  }

  @Test
  void unlinkedOpenFileKeepsWorkingAndIsGivenUpAfterwards() throws FsException {
    Handle handle = fixture.create("a");
    view.unlink(InodeId.ROOT, name("a"));
    fixture.write(handle, "still here", 0);
    assertThat(fixture.read(handle, 0, 100)).isEqualTo("still here");
    assertThat(view.getattr(view.inodeOf(handle)).nlink()).isZero();
    assertFails(FsFailure.NOT_FOUND, () -> view.lookup(InodeId.ROOT, name("a")));
    InodeId inode = view.inodeOf(handle);
    view.release(handle);
    assertThat(fixture.nameless).contains(inode.value());
  }

  @Test
  void openFileOutlivesItsDirectory() throws FsException {
    InodeId dir = view.mkdir(InodeId.ROOT, name("d"), 0755, CALLER).inode();
    Handle handle = view.create(dir, name("a"), 0644, OpenMode.readWrite(), CALLER).handle();
    view.unlink(dir, name("a"));
    view.rmdir(InodeId.ROOT, name("d"));
    fixture.write(handle, "x", 0);
    view.setattr(view.inodeOf(handle), AttributeChange.mode(0600));
    assertThat(view.getattr(view.inodeOf(handle)).size()).isEqualTo(1);
    view.release(handle);
    assertThat(fixture.names(InodeId.ROOT)).containsExactly(".", "..");
  }

  @Test
  void renameReplacesRefusesAndExchanges() throws FsException {
    InodeId a = fixture.file("a", "A");
    InodeId b = fixture.file("b", "B");
    assertFails(
        FsFailure.EXISTS,
        () -> view.rename(InodeId.ROOT, name("a"), InodeId.ROOT, name("b"), RenameMode.NO_REPLACE));
    view.rename(InodeId.ROOT, name("a"), InodeId.ROOT, name("b"), RenameMode.EXCHANGE);
    assertThat(view.lookup(InodeId.ROOT, name("a")).inode()).isEqualTo(b);
    assertThat(view.lookup(InodeId.ROOT, name("b")).inode()).isEqualTo(a);
    view.rename(InodeId.ROOT, name("a"), InodeId.ROOT, name("b"), RenameMode.REPLACE);
    assertThat(view.lookup(InodeId.ROOT, name("b")).inode()).isEqualTo(b);
    assertFails(FsFailure.NOT_FOUND, () -> view.lookup(InodeId.ROOT, name("a")));
    assertThat(fixture.nameless).contains(a.value());
  }

  @Test
  void directoryRulesOfRename() throws FsException {
    InodeId d = view.mkdir(InodeId.ROOT, name("d"), 0755, CALLER).inode();
    InodeId e = view.mkdir(d, name("e"), 0755, CALLER).inode();
    fixture.file("f", "x");
    assertFails(
        FsFailure.INVALID,
        () -> view.rename(InodeId.ROOT, name("d"), e, name("x"), RenameMode.REPLACE));
    assertFails(
        FsFailure.NOT_A_DIRECTORY,
        () -> view.rename(InodeId.ROOT, name("d"), InodeId.ROOT, name("f"), RenameMode.REPLACE));
    assertFails(
        FsFailure.IS_A_DIRECTORY,
        () -> view.rename(InodeId.ROOT, name("f"), InodeId.ROOT, name("d"), RenameMode.REPLACE));
    view.mkdir(InodeId.ROOT, name("g"), 0755, CALLER);
    assertFails(
        FsFailure.DIRECTORY_NOT_EMPTY,
        () -> view.rename(InodeId.ROOT, name("g"), InodeId.ROOT, name("d"), RenameMode.REPLACE));
    view.rename(d, name("e"), InodeId.ROOT, name("g"), RenameMode.REPLACE);
    assertThat(view.getattr(d).nlink()).isEqualTo(2);
    assertThat(view.getattr(InodeId.ROOT).nlink()).isEqualTo(4);
  }

  @Test
  void hardLinksShareBytesAndAttributes() throws FsException {
    InodeId inode = fixture.file("a", "x");
    view.link(inode, InodeId.ROOT, name("b"));
    assertThat(view.getattr(inode).nlink()).isEqualTo(2);
    view.unlink(InodeId.ROOT, name("a"));
    assertThat(view.lookup(InodeId.ROOT, name("b")).nlink()).isEqualTo(1);
    assertThat(fixture.text(inode)).isEqualTo("x");
    assertThat(fixture.nameless).doesNotContain(inode.value());
  }

  @Test
  void cookiesStayTrueWhileNamesComeAndGo() throws FsException {
    for (int i = 0; i < 50; i++) {
      fixture.file("f" + i, "");
    }
    List<String> seen = new ArrayList<>();
    boolean changed = false;
    long cookie = 0;
    List<DirectoryEntry> page;
    do {
      page = view.readdir(InodeId.ROOT, cookie, 7);
      for (DirectoryEntry entry : page) {
        seen.add(entry.name());
        cookie = entry.cookie();
      }
      if (!changed && seen.contains("f10")) {
        changed = true;
        view.unlink(InodeId.ROOT, name("f3"));
        fixture.file("new", "");
      }
    } while (!page.isEmpty() && seen.size() < 200);
    assertThat(seen).doesNotHaveDuplicates().contains("f0", "f49", ".", "..");
  }

  @Test
  void timesFollowUtimensat() throws FsException {
    InodeId inode = fixture.file("a", "x");
    long before = view.getattr(inode).mtimeNanos();
    view.setattr(inode, AttributeChange.times(TimeChange.at(5), TimeChange.omit()));
    assertThat(view.getattr(inode).atimeNanos()).isEqualTo(5);
    assertThat(view.getattr(inode).mtimeNanos()).isEqualTo(before);
    Handle handle = view.open(inode, OpenMode.readWrite());
    fixture.write(handle, "y", 0);
    view.setattr(inode, AttributeChange.times(TimeChange.omit(), TimeChange.at(7)));
    view.flush(handle);
    view.release(handle);
    assertThat(view.getattr(inode).mtimeNanos()).isEqualTo(7);
    view.setattr(inode, AttributeChange.times(TimeChange.now(), TimeChange.now()));
    assertThat(view.getattr(inode).mtimeNanos()).isGreaterThan(before);
  }

  @Test
  void theTimeOfChangeNeverGoesBack() throws FsException {
    Handle handle = fixture.create("a");
    InodeId inode = view.inodeOf(handle);
    fixture.write(handle, "x", 0);
    view.setattr(inode, AttributeChange.mode(0600));
    long changed = view.getattr(inode).ctimeNanos();
    view.flush(handle);
    assertThat(view.getattr(inode).ctimeNanos()).isEqualTo(changed);

    fixture.write(handle, "y", 1);
    view.setxattr(inode, "user.a", new byte[1], XattrMode.CREATE_OR_REPLACE);
    view.rename(InodeId.ROOT, name("a"), InodeId.ROOT, name("b"), RenameMode.REPLACE);
    changed = view.getattr(inode).ctimeNanos();
    view.release(handle);
    assertThat(view.getattr(inode).ctimeNanos()).isEqualTo(changed);
    assertThat(view.getattr(inode).mtimeNanos()).isLessThan(changed);
  }

  @Test
  void setGidDirectoryHandsItsGroupDown() throws FsException {
    InodeId dir = view.mkdir(InodeId.ROOT, name("d"), 02775, CALLER).inode();
    view.setattr(dir, AttributeChange.owner(null, 55));
    Attributes sub = view.mkdir(dir, name("s"), 0755, CALLER);
    assertThat(sub.gid()).isEqualTo(55);
    assertThat(sub.mode() & FileMode.SET_GID).isNotZero();
    Created file = view.create(dir, name("f"), 0644, OpenMode.readWrite(), CALLER);
    assertThat(file.attributes().gid()).isEqualTo(55);
    view.release(file.handle());
  }

  @Test
  void linksAndSpecialFiles() throws FsException {
    Attributes link = view.symlink(InodeId.ROOT, name("l"), "ziel/ä", CALLER);
    assertThat(view.readlink(link.inode())).isEqualTo("ziel/ä");
    assertThat(link.size()).isEqualTo(7);
    Attributes fifo = view.mknod(InodeId.ROOT, name("p"), FileMode.FIFO | 0600, 0, CALLER);
    assertThat(fifo.mode()).isEqualTo(FileMode.FIFO | 0600);
    assertFails(FsFailure.INVALID, () -> view.open(fifo.inode(), OpenMode.readOnly()));
    assertFails(
        FsFailure.INVALID,
        () -> view.mknod(InodeId.ROOT, name("q"), FileMode.DIRECTORY, 0, CALLER));
  }

  @Test
  void xattrsAreKeptAndForeignNamespacesRefused() throws FsException {
    InodeId inode = fixture.file("a", "x");
    view.setxattr(inode, "user.one", new byte[] {1, 2}, XattrMode.CREATE);
    assertThat(view.getxattr(inode, "user.one")).containsExactly(1, 2);
    assertThat(view.listxattr(inode)).containsExactly("user.one");
    assertFails(
        FsFailure.EXISTS, () -> view.setxattr(inode, "user.one", new byte[0], XattrMode.CREATE));
    assertFails(
        FsFailure.NO_DATA, () -> view.setxattr(inode, "user.two", new byte[0], XattrMode.REPLACE));
    assertFails(
        FsFailure.NOT_SUPPORTED,
        () -> view.setxattr(inode, "trusted.x", new byte[0], XattrMode.CREATE_OR_REPLACE));
    view.removexattr(inode, "user.one");
    assertFails(FsFailure.NO_DATA, () -> view.getxattr(inode, "user.one"));
  }

  @Test
  void fallocateExtendsPunchesAndZeroes() throws FsException {
    Handle handle = fixture.create("a");
    fixture.write(handle, "123456789", 0);
    view.fallocate(handle, Allocation.PUNCH_HOLE, 2, 3);
    assertThat(fixture.read(handle, 0, 100)).isEqualTo("12\0\0\0" + "6789");
    view.fallocate(handle, Allocation.KEEP_SIZE, 0, 100);
    assertThat(view.getattr(view.inodeOf(handle)).size()).isEqualTo(9);
    view.fallocate(handle, Allocation.EXTEND, 0, 12);
    assertThat(fixture.read(handle, 0, 100)).isEqualTo("12\0\0\0" + "6789\0\0\0");
    assertThat(view.lseek(handle, 3, SeekTarget.DATA)).isEqualTo(3);
    assertThat(view.lseek(handle, 3, SeekTarget.HOLE)).isEqualTo(12);
    assertFails(FsFailure.NO_SUCH_OFFSET, () -> view.lseek(handle, 12, SeekTarget.DATA));
    view.release(handle);
  }

  @Test
  void reservedNameIsRefusedAtTheRootOnly() throws FsException {
    assertFails(
        FsFailure.NOT_PERMITTED, () -> view.mkdir(InodeId.ROOT, name(".stratus"), 0755, CALLER));
    InodeId dir = view.mkdir(InodeId.ROOT, name("d"), 0755, CALLER).inode();
    assertThat(view.mkdir(dir, name(".stratus"), 0755, CALLER).nlink()).isEqualTo(2);
  }
}
