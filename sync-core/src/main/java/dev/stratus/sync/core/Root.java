package dev.stratus.sync.core;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.remote.DefaultAttributes;

/** The directory that every index has: the mount's root. */
final class Root {

  private Root() {}

  /** Makes it in a new index; what it has in the cloud is not known yet. */
  static void make(Index index, Clocks clocks, DefaultAttributes defaults) throws FsException {
    if (index.inode(InodeId.ROOT.value()).isPresent()) {
      return;
    }
    long now = clocks.nanos().getAsLong();
    index.change(
        change -> {
          change.putNew(directory(now, clocks, defaults).done());
          change.addRootEntry();
          return change;
        });
  }

  private static Inode.Edit directory(long now, Clocks clocks, DefaultAttributes defaults) {
    int mode = FileMode.DIRECTORY | defaults.directoryMode();
    return Inode.create(InodeId.ROOT.value(), mode, clocks.uuids().get())
        .nlink(2)
        .owner(defaults.uid(), defaults.gid())
        .atime(now)
        .mtime(now)
        .ctime(now)
        .syncedGeneration(1)
        .attributesUnknown(true)
        .contentGeneration(1, clocks.uuids().get());
  }
}
