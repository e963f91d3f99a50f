package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Brings to the disk what programs wrote and did not sync themselves, as a local disk does some
 * seconds later.
 */
final class Unsynced {

  /** One sync of the disk covers so many: it keeps everybody waiting who writes meanwhile. */
  private static final int BATCH = 16_384;

  /** One change of the index records so many: programs wait for it. */
  private static final int RECORDED_AT_ONCE = 256;

  /** From as many files on, one sync of the whole disk costs less than one of each. */
  private static final int MANY = 16;

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Index index;
  private final OpenFiles files;
  private final ContentStore store;
  private final LongSupplier nanos;

  /** By the last call; belongs to the one thread that makes them. */
  private Set<Long> passedOver = Set.of();

  /**
   * @param nanos the time of the files' changes, in nanoseconds since 1970
   */
  Unsynced(Index index, OpenFiles files, ContentStore store, LongSupplier nanos) {
    this.index = index;
    this.files = files;
    this.store = store;
    this.nanos = nanos;
  }

  /**
   * Syncs the files that were changed some seconds ago, and those that an earlier call passed over:
   * what is changed again and again must not wait for ever. While a program makes many files, a
   * sync of the disk would hold up the program and their uploads, again and again.
   */
  void syncRested() throws FsException {
    long now = nanos.getAsLong();
    Set<Long> before = passedOver;
    Set<Long> young = new HashSet<>();
    sync(
        inode -> {
          boolean due = isRested(inode, now) || before.contains(inode.id());
          if (!due) {
            young.add(inode.id());
          }
          return due;
        });
    passedOver = young;
  }

  /** What seems to come from the future was changed before the clock was set back. */
  private static boolean isRested(Inode inode, long now) {
    return inode.ctime() > now || now - inode.ctime() >= REST_NANOS;
  }

  /** Syncs every file whose last bytes are not known to be on the disk. */
  void syncAll() throws FsException {
    sync(inode -> true);
  }

  private void sync(Predicate<Inode> chosen) throws FsException {
    long after = 0;
    List<Inode> batch;
    do {
      long from = after;
      batch = index.read(tables -> tables.inodes().unsynced(from, BATCH));
      if (!batch.isEmpty()) {
        after = batch.get(batch.size() - 1).id();
        sync(batch.stream().filter(chosen).toList());
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
    for (int from = 0; from < onTheDisk.size(); from += RECORDED_AT_ONCE) {
      List<Inode> some =
          onTheDisk.subList(from, Math.min(onTheDisk.size(), from + RECORDED_AT_ONCE));
      index.change(change -> recordSynced(change, some));
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
