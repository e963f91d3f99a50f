package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.RemainingFile;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.upload.Transfer;
import dev.stratus.sync.upload.Uploader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Waits until nothing below some paths is left to go up, or nothing more will go by itself. */
final class SyncWait {

  /**
   * How a wait ended.
   *
   * @param remainingCount how many files are not in the cloud; {@code remaining} names the first
   */
  record Outcome(boolean timedOut, long remainingCount, List<RemainingFile> remaining) {}

  /** What is left at one moment. */
  private static final class Left {
    private long files;
    private long moving;
    private long bytes;
    private long sent;
    private final List<RemainingFile> named = new ArrayList<>();
  }

  private static final int NAMED = 20;
  private static final int MOST_UNDELETABLE = 10_000;
  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final long REPORT_NANOS = 1_000_000_000L;

  private final Index index;
  private final PendingBelow pending;
  private final FileStates states;
  private final Uploader uploader;
  private final LongSupplier ticker;

  SyncWait(
      Index index,
      PendingBelow pending,
      FileStates states,
      Uploader uploader,
      LongSupplier ticker) {
    this.index = index;
    this.pending = pending;
    this.states = states;
    this.uploader = uploader;
    this.ticker = ticker;
  }

  /** Looks once. */
  Outcome look(List<String> paths) throws FsException {
    Left left = left(paths);
    return new Outcome(false, left.files, left.named);
  }

  /** Waits; files that failed or are stopped are not waited for. */
  Outcome await(List<String> paths, Optional<Long> timeoutMillis, ProgressListener progress)
      throws FsException, InterruptedException {
    long begin = ticker.getAsLong();
    long reported = begin - REPORT_NANOS;
    long most = 0;
    long mostBytes = 0;
    while (true) {
      long tick = uploader.ticks();
      long now = ticker.getAsLong();
      boolean reports = now - reported >= REPORT_NANOS;
      if (reports && !coversAll(paths)) {
        hurry(paths);
      }
      Left left = left(paths);
      most = Math.max(most, left.files);
      mostBytes = Math.max(mostBytes, left.bytes);
      boolean timedOut = timeoutMillis.filter(t -> now - begin >= t * 1_000_000L).isPresent();
      if (left.moving == 0 || timedOut) {
        return new Outcome(left.moving > 0, left.files, left.named);
      }
      if (reports) {
        reported = now;
        progress.report(
            new Progress(
                "uploading",
                most - left.files,
                most,
                mostBytes - left.bytes + left.sent,
                mostBytes));
      }
      uploader.awaitTick(tick, LOOK_AGAIN_MILLIS);
    }
  }

  /** What is waited for goes before all else that goes up. */
  private void hurry(List<String> paths) throws FsException {
    for (String path : paths) {
      pending.forEach(path, found -> uploader.hurry(found.entry().id()));
    }
  }

  private Left left(List<String> paths) throws FsException {
    Left left = new Left();
    for (String path : paths) {
      pending.forEach(path, found -> count(left, found));
    }
    if (coversAll(paths)) {
      countDeletions(left);
    }
    return left;
  }

  private void countDeletions(Left left) throws FsException {
    if (left.moving == 0 && !uploader.isStopped()) {
      left.moving += uploader.counts().unwanted();
    }
    for (Finding kept : index.read(tables -> tables.objects().undeletable(MOST_UNDELETABLE))) {
      left.files++;
      if (left.named.size() < NAMED) {
        left.named.add(
            new RemainingFile(kept.key(), FileSyncState.UPLOAD_FAILURE.name(), kept.what()));
      }
    }
  }

  private void countBytes(Left left, Inode inode) {
    if (inode.isRegular()) {
      left.bytes += inode.size();
      long sent = uploader.transfer(inode.id()).map(Transfer::sent).orElse(0L);
      left.sent += Math.min(sent, inode.size());
    }
  }

  private static boolean coversAll(List<String> paths) {
    return paths.contains("");
  }

  private void count(Left left, PendingBelow.Found found) throws FsException {
    Optional<Inode> inode = index.inode(found.entry().inode());
    if (inode.isEmpty()) {
      return;
    }
    FileSyncState state = states.of(inode.get());
    boolean failed = found.pending().failure() != null;
    left.files++;
    if (!failed && state != FileSyncState.STOPPED) {
      left.moving++;
      countBytes(left, inode.get());
    }
    if (left.named.size() < NAMED) {
      String reason = found.pending().reason();
      left.named.add(
          new RemainingFile(found.path(), state.name(), reason == null ? "waits" : reason));
    }
  }
}
