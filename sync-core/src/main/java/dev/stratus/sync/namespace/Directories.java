package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;

/** What happens to a directory when its names change. */
final class Directories {

  private Directories() {}

  /** A directory that can take names: one that was removed cannot. */
  static Inode requireAlive(IndexChange change, long directory) throws FsException {
    Inode inode = change.requireDirectory(directory);
    if (inode.nlink() == 0) {
      throw new FsException(FsFailure.NOT_FOUND, "directory " + directory + " was removed");
    }
    return inode;
  }

  static Entry requireEntry(IndexChange change, long directory, String name) throws FsException {
    return change
        .entry(directory, name)
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "no such name: " + name));
  }

  static void requireEmpty(IndexChange change, long directory) throws FsException {
    if (!change.tables().entries().isEmpty(directory)) {
      throw new FsException(FsFailure.DIRECTORY_NOT_EMPTY, "directory " + directory);
    }
  }

  /** A name came: the directory's time follows, which is not dirty. */
  static void gained(IndexChange change, long directory, int subdirectories, long now)
      throws FsException {
    Inode inode = change.require(directory);
    change.put(inode.edit().nlink(inode.nlink() + subdirectories).mtime(now).ctime(now).done());
  }

  /**
   * A name went. A directory that only followed from its keys would vanish with the last of them,
   * which no folder does: from now on it exists for itself.
   */
  static void lost(IndexChange change, long directory, int subdirectories, long now)
      throws FsException {
    Inode inode = change.require(directory);
    Inode.Edit next =
        inode.edit().nlink(inode.nlink() - subdirectories).mtime(now).ctime(now).explicit(true);
    change.put(next.done());
    if (!inode.isExplicit()) {
      change.markPendingNames(directory);
    }
  }
}
