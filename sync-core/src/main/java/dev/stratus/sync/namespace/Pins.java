package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.List;
import java.util.Optional;

/**
 * Which files are pinned: those that carry a pin, and those of which a name is below a directory
 * that does. So a file is pinned while it is there, whoever put it there, and no longer when it is
 * moved out; a pin of its own goes with it.
 */
public final class Pins {

  /** No folder is so deep: only a damaged index leads in a circle. */
  private static final int MAX_DEPTH = 1 << 14;

  private final Index index;

  public Pins(Index index) {
    this.index = index;
  }

  /** Whether an inode is pinned by itself or from above. */
  public boolean isPinned(Inode inode) throws FsException {
    return isPinned(inode, names(inode));
  }

  /** The same where the names of the inode are known. */
  public boolean isPinned(Inode inode, List<Entry> names) throws FsException {
    return inode.isPinned() || above(inode, names).isPresent();
  }

  /** The lowest directory above an inode that carries a pin. */
  public Optional<Inode> above(Inode inode) throws FsException {
    return above(inode, names(inode));
  }

  private List<Entry> names(Inode inode) throws FsException {
    if (inode.isDirectory()) {
      return index.entryOfDirectory(inode.id()).stream().toList();
    }
    return index.read(tables -> tables.entries().ofInode(inode.id()));
  }

  private Optional<Inode> above(Inode inode, List<Entry> names) throws FsException {
    if (inode.id() == InodeId.ROOT.value()) {
      return Optional.empty();
    }
    for (Entry name : names) {
      Optional<Inode> pinned = pinnedFrom(name.parent());
      if (pinned.isPresent()) {
        return pinned;
      }
    }
    return Optional.empty();
  }

  private Optional<Inode> pinnedFrom(long directory) throws FsException {
    long step = directory;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Optional<Inode> inode = index.inode(step);
      if (inode.isEmpty() || inode.get().isPinned()) {
        return inode;
      }
      Optional<Entry> name = index.entryOfDirectory(step);
      if (step == InodeId.ROOT.value() || name.isEmpty()) {
        return Optional.empty();
      }
      step = name.get().parent();
    }
    return Optional.empty();
  }
}
