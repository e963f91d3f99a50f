package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;

/**
 * What the index is told of a file that is in use; each method is one change. Not thread safe:
 * belongs to the open file's lock.
 */
final class FileRow {

  private final long inode;
  private final Index index;
  private final Environment environment;

  /** How many bytes are here as the index knows it. */
  private long cached;

  FileRow(Inode known, Environment environment) {
    this.inode = known.id();
    this.index = environment.index();
    this.environment = environment;
    this.cached = known.cached();
  }

  /** How many bytes are here as the index knows it. */
  long cached() {
    return cached;
  }

  /** The index was told by somebody else that every byte is here. */
  void wasRecordedWhole(long size) {
    cached = size;
  }

  /** The first byte of a new generation is about to change; returns the row before. */
  Inode writingBegins(long now) throws FsException {
    Inode before =
        index.change(
            change -> {
              Inode row = change.require(inode);
              Inode.Edit next = row.edit().writing(true).mtime(now).ctime(now);
              change.put(nextGeneration(row, next).done());
              change.markPendingNames(inode);
              return row;
            });
    protectGoodCopy(before);
    return before;
  }

  /** The size is another one, and what is cut is gone; returns the row before. */
  Inode truncated(long size, long now, Presence here) throws FsException {
    Inode before =
        index.changeAlways(
            change -> {
              Inode row = change.require(inode);
              Inode.Edit next = row.edit().size(size).mtime(now).ctime(now).writing(false);
              change.put(record(change, nextGeneration(row, next), size, here).done());
              change.markPendingNames(inode);
              return row;
            });
    cached = here.recordedOf(size);
    protectGoodCopy(before);
    return before;
  }

  private Inode.Edit nextGeneration(Inode row, Inode.Edit edit) {
    return edit.contentGeneration(row.contentGeneration() + 1, environment.uuids().get());
  }

  /**
   * Before a byte changes of what the index calls good, and of which the cloud has a version, the
   * disk must know that it is not good any more; else a power cut could leave mixed bytes that look
   * clean.
   */
  private void protectGoodCopy(Inode before) throws FsException {
    if (before.baseGeneration() > 0 && before.syncedGeneration() == before.contentGeneration()) {
      index.sync();
    }
  }

  /** Blocks that the cloud was needed for are here now. */
  void present(Presence here) throws FsException {
    Inode next =
        index.change(
            change -> {
              Inode row = change.require(inode);
              return change.put(record(change, row.edit(), row.size(), here).done());
            });
    cached = next.cached();
  }

  /** Writing has ended for now: the row alone tells all of the file. */
  void settled(Live now, Presence here) throws FsException {
    Inode settled =
        index.changeAlways(
            change -> {
              Inode row = change.require(inode);
              Inode.Edit next = row.edit().size(now.size()).writing(false);
              // Attributes and names may have changed after the last byte did.
              next.mtime(now.mtime()).ctime(Math.max(now.mtime(), row.ctime()));
              return change.put(record(change, next, now.size(), here).done());
            });
    cached = settled.cached();
  }

  /** The bytes of a generation survive the death of the machine. */
  void synced(long generation, Presence here) throws FsException {
    Inode synced =
        index.changeAlways(
            change -> {
              Inode row = change.require(inode);
              Inode.Edit next =
                  row.edit().syncedGeneration(Math.max(row.syncedGeneration(), generation));
              return change.put(record(change, next, row.size(), here).done());
            });
    cached = synced.cached();
  }

  /**
   * Blocks are about to be given up.
   *
   * @param generation that the file has here
   * @param left what then is here
   * @return false, and nothing was changed, if the index does not allow it
   */
  boolean givesUp(long generation, Presence left, Approval approval) throws FsException {
    boolean allowed =
        index.changeAlways(
            change -> {
              Inode row = change.require(inode);
              if (row.isWriting()
                  || row.contentGeneration() != generation
                  || !approval.allows(change, row)) {
                return false;
              }
              Inode.Edit next = row.edit().base(generation, left.baseLimit());
              change.put(record(change, next, row.size(), left).done());
              return true;
            });
    cached = allowed ? left.recordedOf(left.baseLimit()) : cached;
    return allowed;
  }

  /** Adds to a row of a given size what is here. */
  private Inode.Edit record(IndexChange change, Inode.Edit next, long rowSize, Presence here)
      throws FsException {
    long missing = here.unrecordedBytes();
    if (missing == 0) {
      change.deletePresence(inode);
    } else {
      change.putPresence(inode, here.encodeRecorded());
    }
    return next.baseLimit(missing == 0 ? 0 : here.baseLimit()).cached(here.recordedOf(rowSize));
  }
}
