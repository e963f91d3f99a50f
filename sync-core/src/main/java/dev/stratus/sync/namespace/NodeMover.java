package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.Name;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.Optional;

/**
 * Renames. A directory's rename changes one row, however much is below it: the uploader finds out
 * about the rest behind.
 */
public final class NodeMover {

  private final Index index;
  private final Clocks clocks;

  public NodeMover(Index index, Clocks clocks) {
    this.index = index;
    this.clocks = clocks;
  }

  /**
   * Gives a name another place; what stood there is replaced if allowed.
   *
   * @return the inode that lost its name by it, if one did
   */
  public Optional<Inode> rename(
      long fromDirectory, Name fromName, long toDirectory, Name toName, boolean replace)
      throws FsException {
    return index.change(
        change -> {
          Paths.requireNotReserved(toDirectory, toName);
          Entry from = Directories.requireEntry(change, fromDirectory, fromName.value());
          Inode moved = change.require(from.inode());
          Directories.requireAlive(change, toDirectory);
          Optional<Entry> to = change.entry(toDirectory, toName.value());
          if (to.isPresent() && !replace) {
            throw new FsException(FsFailure.EXISTS, "the name is taken: " + toName);
          }
          if (moved.isDirectory()) {
            Paths.requireNotBelow(change, toDirectory, moved.id());
          }
          if (to.isPresent() && to.get().inode() == moved.id()) {
            return Optional.<Inode>empty();
          }
          Optional<Inode> replaced =
              to.isPresent() ? remove(change, to.get(), moved) : Optional.empty();
          move(change, from, moved, toDirectory, toName.value());
          return replaced;
        });
  }

  private Optional<Inode> remove(IndexChange change, Entry to, Inode moved) throws FsException {
    Inode replaced = change.require(to.inode());
    if (moved.isDirectory() && !replaced.isDirectory()) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, to.name() + " is not a directory");
    }
    if (!moved.isDirectory() && replaced.isDirectory()) {
      throw new FsException(FsFailure.IS_A_DIRECTORY, to.name() + " is a directory");
    }
    if (replaced.isDirectory()) {
      NodeRemover.rmdir(change, to, clocks.now());
      return Optional.empty();
    }
    return Optional.of(NodeRemover.unlink(change, to, replaced, clocks.now()));
  }

  private void move(IndexChange change, Entry from, Inode moved, long directory, String name)
      throws FsException {
    long now = clocks.now();
    int subdirectories = moved.isDirectory() ? 1 : 0;
    Entry entry = change.moveEntry(from, directory, name);
    change.put(moved.edit().ctime(now).done());
    change.markPending(entry.id(), moved.isDirectory());
    Directories.lost(change, from.parent(), subdirectories, now);
    Directories.gained(change, directory, subdirectories, now);
  }

  /** Lets two names change places. */
  public void exchange(long oneDirectory, Name oneName, long otherDirectory, Name otherName)
      throws FsException {
    index.change(
        change -> {
          Entry one = Directories.requireEntry(change, oneDirectory, oneName.value());
          Entry other = Directories.requireEntry(change, otherDirectory, otherName.value());
          Inode oneInode = change.require(one.inode());
          Inode otherInode = change.require(other.inode());
          if (oneInode.isDirectory()) {
            Paths.requireNotBelow(change, otherDirectory, oneInode.id());
          }
          if (otherInode.isDirectory()) {
            Paths.requireNotBelow(change, oneDirectory, otherInode.id());
          }
          if (one.id() != other.id()) {
            exchange(change, one, other);
          }
          return one;
        });
  }

  private void exchange(IndexChange change, Entry one, Entry other) throws FsException {
    long now = clocks.now();
    Inode oneInode = change.require(one.inode());
    Inode otherInode = change.require(other.inode());
    change.exchangeEntries(one, other);
    change.put(oneInode.edit().ctime(now).done());
    change.put(otherInode.edit().ctime(now).done());
    change.markPending(one.id(), oneInode.isDirectory());
    change.markPending(other.id(), otherInode.isDirectory());
    int shift = (oneInode.isDirectory() ? 1 : 0) - (otherInode.isDirectory() ? 1 : 0);
    Directories.lost(change, one.parent(), shift, now);
    Directories.lost(change, other.parent(), -shift, now);
  }
}
