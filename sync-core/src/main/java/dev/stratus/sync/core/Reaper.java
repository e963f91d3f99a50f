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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes inodes that have no name any more and that nobody uses.
 *
 * <p>The order is: the removal of the name is on the disk, then the local copy goes, then the row.
 * So after a crash a name never leads to bytes that are gone, and a local copy without a row is
 * never one that was removed on purpose.
 */
final class Reaper {

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

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
      boolean unused = files.whileUnused(inode, () -> remove(inode));
      log.trace("inode {}: {}", inode, unused ? "removed" : "still in use");
    }
  }

  /**
   * Nobody uses it. Until here it counts as going; from here on a further loss of its name adds it
   * anew.
   */
  private void remove(long inode) throws FsException {
    nameless.remove(inode);
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
