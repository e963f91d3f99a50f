package dev.stratus.sync.namespace;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.Name;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.nio.charset.StandardCharsets;

/** Makes files, directories and links, and gives inodes further names. */
public final class NodeMaker {

  /** What ext4 allows; a number beyond it is a mistake of a program. */
  private static final int MAX_LINKS = 65_000;

  private static final int MAX_TARGET_BYTES = 4095;

  private final Index index;
  private final Clocks clocks;

  public NodeMaker(Index index, Clocks clocks) {
    this.index = index;
    this.clocks = clocks;
  }

  /** Makes a node under a name that must be free. */
  public Inode make(long directory, Name name, NewNode node) throws FsException {
    requireTarget(node);
    return index.change(change -> make(change, directory, name, node));
  }

  private Inode make(IndexChange change, long directory, Name name, NewNode node)
      throws FsException {
    Inode parent = requireFree(change, directory, name);
    Inode made = change.putNew(inodeOf(change.newNumber(), node, parent));
    if (made.isSymlink()) {
      change.putTarget(made.id(), node.target());
    }
    Entry entry = change.addEntry(directory, name.value(), made.id());
    change.markPending(entry.id(), false);
    Directories.gained(change, directory, made.isDirectory() ? 1 : 0, clocks.now());
    return made;
  }

  private static Inode requireFree(IndexChange change, long directory, Name name)
      throws FsException {
    Paths.requireNotReserved(directory, name);
    Inode parent = Directories.requireAlive(change, directory);
    if (change.entry(directory, name.value()).isPresent()) {
      throw new FsException(FsFailure.EXISTS, "the name is taken: " + name);
    }
    return parent;
  }

  private Inode inodeOf(long number, NewNode node, Inode parent) {
    long now = clocks.now();
    boolean directory = FileMode.isDirectory(node.mode());
    boolean inherit = (parent.mode() & FileMode.SET_GID) != 0;
    int mode = node.mode() | (inherit && directory ? FileMode.SET_GID : 0);
    long size = node.target().getBytes(StandardCharsets.UTF_8).length;
    return Inode.create(number, mode, clocks.uuid())
        .nlink(directory ? 2 : 1)
        .owner(node.uid(), inherit ? parent.gid() : node.gid())
        .rdev(node.rdev())
        .size(size)
        .cached(size)
        .atime(now)
        .mtime(now)
        .ctime(now)
        .visit(now)
        .contentGeneration(1, clocks.uuid())
        .writing(node.open())
        .listed(directory)
        .explicit(directory)
        .done();
  }

  private static void requireTarget(NewNode node) throws FsException {
    if (!FileMode.isSymlink(node.mode())) {
      return;
    }
    int length = node.target().getBytes(StandardCharsets.UTF_8).length;
    if (length == 0) {
      throw new FsException(FsFailure.NOT_FOUND, "a link needs a target");
    }
    if (length > MAX_TARGET_BYTES) {
      throw new FsException(FsFailure.NAME_TOO_LONG, "a link's target has at most 4095 bytes");
    }
  }

  /** Gives an inode another name: a hard link. */
  public Inode link(long inode, long directory, Name name) throws FsException {
    return index.change(
        change -> {
          Inode linked = change.require(inode);
          requireLinkable(linked);
          requireFree(change, directory, name);
          long now = clocks.now();
          change.addEntry(directory, name.value(), inode);
          String group = linked.linkGroup() == null ? clocks.uuid() : linked.linkGroup();
          Inode.Edit next = linked.edit().nlink(linked.nlink() + 1).ctime(now);
          Inode done = change.put(next.linkGroup(group).nextMetaGeneration().done());
          change.markPendingNames(inode);
          Directories.gained(change, directory, 0, now);
          return done;
        });
  }

  private static void requireLinkable(Inode inode) throws FsException {
    if (inode.isDirectory()) {
      throw new FsException(FsFailure.NOT_PERMITTED, "a directory has one name");
    }
    if (inode.nlink() == 0) {
      throw new FsException(FsFailure.NOT_FOUND, inode + " has no name left");
    }
    if (inode.nlink() >= MAX_LINKS) {
      throw new FsException(FsFailure.TOO_MANY_LINKS, inode + " has too many names");
    }
  }
}
