package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.Name;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;

/** Takes names away. An inode without names stays until nobody uses it. */
public final class NodeRemover {

  private final Index index;
  private final Clocks clocks;

  public NodeRemover(Index index, Clocks clocks) {
    this.index = index;
    this.clocks = clocks;
  }

  /** Removes a name of anything but a directory, and returns what is left of the inode. */
  public Inode unlink(long directory, Name name) throws FsException {
    return index.changeAlways(
        change -> {
          Entry entry = Directories.requireEntry(change, directory, name.value());
          Inode inode = change.require(entry.inode());
          if (inode.isDirectory()) {
            throw new FsException(FsFailure.IS_A_DIRECTORY, name + " is a directory");
          }
          return unlink(change, entry, inode, clocks.now());
        });
  }

  static Inode unlink(IndexChange change, Entry entry, Inode inode, long now) throws FsException {
    change.deleteEntry(entry);
    Directories.lost(change, entry.parent(), 0, now);
    return lessOneName(change, inode, now);
  }

  private static Inode lessOneName(IndexChange change, Inode inode, long now) throws FsException {
    Inode.Edit next = inode.edit().nlink(inode.nlink() - 1).ctime(now);
    if (inode.linkGroup() != null) {
      next.nextMetaGeneration();
    }
    Inode left = change.put(next.done());
    if (inode.linkGroup() != null) {
      change.markPendingNames(inode.id());
    }
    return left;
  }

  /** Removes an empty directory. */
  public void rmdir(long directory, Name name) throws FsException {
    index.changeAlways(
        change -> {
          Entry entry = Directories.requireEntry(change, directory, name.value());
          if (!change.require(entry.inode()).isDirectory()) {
            throw new FsException(FsFailure.NOT_A_DIRECTORY, name + " is not a directory");
          }
          return rmdir(change, entry, clocks.now());
        });
  }

  static Entry rmdir(IndexChange change, Entry entry, long now) throws FsException {
    Directories.requireEmpty(change, entry.inode());
    change.deleteEntry(entry);
    change.deleteInode(entry.inode());
    Directories.lost(change, entry.parent(), 1, now);
    return entry;
  }
}
