package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes inodes that have no name any more and that nobody uses.
 *
 * <p>The order is: the removal of the name is on the disk, then the local copy goes, then the row.
 * So after a crash a name never leads to bytes that are gone, and a local copy without a row is
 * never one that was removed on purpose.
 */
final class Reaper {

  private final Index index;
  private final ContentStore store;
  private final OpenFiles files;
  private final Set<Long> nameless = ConcurrentHashMap.newKeySet();

  Reaper(Index index, ContentStore store, OpenFiles files) {
    this.index = index;
    this.store = store;
    this.files = files;
  }

  /** An inode lost its last name, or its last user. */
  void add(long inode) {
    nameless.add(inode);
  }

  /** Whether an inode waits for its turn. */
  boolean isGoing(long inode) {
    return nameless.contains(inode);
  }

  /** Removes what can be removed now; what is still in use stays for later. */
  void run() throws FsException {
    List<Long> batch = new ArrayList<>(nameless);
    if (batch.isEmpty()) {
      return;
    }
    index.sync();
    for (long inode : batch) {
      nameless.remove(inode);
      if (!files.whileUnused(inode, () -> remove(inode))) {
        nameless.add(inode);
      }
    }
  }

  private void remove(long inode) throws FsException {
    Optional<Inode> row = index.inode(inode);
    if (row.isEmpty() || row.get().nlink() > 0) {
      return;
    }
    store.delete(inode);
    index.changeAlways(
        change -> {
          change.deleteInode(inode);
          return inode;
        });
  }
}
