package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.List;

/**
 * Brings to the disk what programs wrote and did not sync themselves, as a local disk does some
 * seconds later.
 */
final class Unsynced {

  private static final int BATCH = 256;

  private final Index index;
  private final OpenFiles files;

  Unsynced(Index index, OpenFiles files) {
    this.index = index;
    this.files = files;
  }

  /** Syncs every file whose last bytes are not known to be on the disk. */
  void run() throws FsException {
    long after = 0;
    List<Inode> batch;
    do {
      long from = after;
      batch = index.read(tables -> tables.inodes().unsynced(from, BATCH));
      for (Inode inode : batch) {
        after = inode.id();
        sync(inode);
      }
    } while (batch.size() == BATCH);
    index.sync();
  }

  private void sync(Inode inode) throws FsException {
    try {
      if (inode.isRegular()) {
        syncContent(inode.id());
      } else {
        recordSynced(inode.id());
      }
    } catch (FsException e) {
      // Removed since the batch was read: nothing is left that could be lost.
      if (e.failure() != FsFailure.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void syncContent(long inode) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().syncContent();
    }
  }

  /** What has no content file is on the disk with the index's log. */
  private void recordSynced(long inode) throws FsException {
    index.changeAlways(
        change -> {
          Inode row = change.require(inode);
          return change.put(row.edit().syncedGeneration(row.contentGeneration()).done());
        });
  }
}
