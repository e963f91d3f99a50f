package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings to the disk what programs wrote and did not sync themselves, as a local disk does some
 * seconds later.
 */
final class Unsynced {

  private static final int BATCH = 256;

  /** From as many files on, one sync of the whole disk costs less than one of each. */
  private static final int MANY = 16;

  private final Index index;
  private final OpenFiles files;
  private final ContentStore store;

  Unsynced(Index index, OpenFiles files, ContentStore store) {
    this.index = index;
    this.files = files;
    this.store = store;
  }

  /** Syncs every file whose last bytes are not known to be on the disk. */
  void run() throws FsException {
    long after = 0;
    List<Inode> batch;
    do {
      long from = after;
      batch = index.read(tables -> tables.inodes().unsynced(from, BATCH));
      if (!batch.isEmpty()) {
        after = batch.get(batch.size() - 1).id();
        sync(batch);
      }
    } while (batch.size() == BATCH);
    index.sync();
  }

  private void sync(List<Inode> batch) throws FsException {
    List<Inode> onTheDisk = new ArrayList<>();
    List<Inode> atRest = new ArrayList<>();
    for (Inode inode : batch) {
      if (!inode.isRegular()) {
        // What has no content file is on the disk with the index's log.
        onTheDisk.add(inode);
      } else if (inode.isWriting() || files.isUsed(inode.id())) {
        syncOne(inode.id());
      } else {
        atRest.add(inode);
      }
    }
    if (atRest.size() >= MANY) {
      store.syncAll();
      onTheDisk.addAll(atRest);
    } else {
      for (Inode inode : atRest) {
        syncOne(inode.id());
      }
    }
    if (!onTheDisk.isEmpty()) {
      index.change(change -> recordSynced(change, onTheDisk));
    }
  }

  private void syncOne(long inode) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().syncContent();
    } catch (FsException e) {
      // Removed since the batch was read: nothing is left that could be lost.
      if (e.failure() != FsFailure.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** What was written again meanwhile has its next turn. */
  private static int recordSynced(IndexChange change, List<Inode> synced) throws FsException {
    int recorded = 0;
    for (Inode before : synced) {
      Optional<Inode> row = change.inode(before.id());
      if (row.isPresent() && isStill(row.get(), before)) {
        change.put(row.get().edit().syncedGeneration(before.contentGeneration()).done());
        recorded++;
      }
    }
    return recorded;
  }

  private static boolean isStill(Inode row, Inode before) {
    return !row.isWriting() && row.contentGeneration() == before.contentGeneration();
  }
}
