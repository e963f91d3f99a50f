package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.Tables;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.upload.Transfer;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.WriteBarrier;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Lets {@code fsync} and {@code close} return only when the bytes are in the cloud. */
final class WriteThrough implements WriteBarrier {

  /** As long as a read waits for bytes that do not come. */
  private static final Duration PATIENCE = Duration.ofSeconds(16);

  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Index index;
  private final Uploader uploader;
  private final NetworkWatch network;
  private final BooleanSupplier interrupted;
  private final LongSupplier ticker;

  WriteThrough(Index index, Uploader uploader, NetworkWatch network, Waiting waiting) {
    this.index = index;
    this.uploader = uploader;
    this.network = network;
    this.interrupted = waiting.interrupted();
    this.ticker = waiting.ticker();
  }

  /**
   * How a program waits.
   *
   * @param interrupted whether it was interrupted
   * @param ticker nanoseconds of a monotonic clock
   */
  record Waiting(BooleanSupplier interrupted, LongSupplier ticker) {}

  @Override
  public void await(long inode) throws FsException {
    long wanted = index.require(new InodeId(inode)).contentGeneration();
    if (index.read(tables -> missing(tables, inode, wanted)).isEmpty()) {
      return;
    }
    uploader.demand(inode);
    try {
      awaitUpload(inode, wanted);
    } finally {
      uploader.demandOver(inode);
    }
  }

  private void awaitUpload(long inode, long wanted) throws FsException {
    long progressAt = ticker.getAsLong();
    long sent = -1;
    while (true) {
      long tick = uploader.ticks();
      Optional<Pending> missing = index.read(tables -> missing(tables, inode, wanted));
      if (missing.isEmpty()) {
        return;
      }
      requireHope(missing.get());
      long now = ticker.getAsLong();
      long sentNow = uploader.transfer(inode).map(Transfer::sent).orElse(0L);
      if (sentNow > sent) {
        sent = sentNow;
        progressAt = now;
      } else if (now - progressAt > PATIENCE.toNanos()) {
        throw tooLate(missing.get());
      }
      uploader.hurry(missing.get().entry());
      pause(tick);
    }
  }

  private void requireHope(Pending missing) throws FsException {
    if (missing.failure() != null) {
      throw new FsException(FsFailure.IO_ERROR, "not in the cloud: " + missing.reason());
    }
    if (uploader.isStopped()) {
      throw new FsException(FsFailure.IO_ERROR, "not in the cloud: the sync is stopped");
    }
    if (interrupted.getAsBoolean()) {
      throw new FsException(FsFailure.INTERRUPTED, "the writing program was interrupted");
    }
  }

  private FsException tooLate(Pending missing) {
    FsFailure failure =
        network.error().isPresent() ? FsFailure.NETWORK_UNREACHABLE : FsFailure.IO_ERROR;
    String why = network.error().map(NetworkWatch.Trouble::reason).orElse(missing.reason());
    return new FsException(failure, "not in the cloud yet: " + why);
  }

  private void pause(long tick) throws FsException {
    try {
      uploader.awaitTick(tick, LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      // The flag is not set again: with it the thread would close the content file for everybody.
      throw new FsException(FsFailure.INTERRUPTED, "the writing thread was interrupted", e);
    }
  }

  /** A name of the inode whose object has older bytes than wanted. */
  private static Optional<Pending> missing(Tables tables, long inode, long wanted)
      throws FsException {
    for (Entry entry : tables.entries().ofInode(inode)) {
      Optional<Pending> pending = tables.pending().get(entry.id());
      Optional<CloudObject> object = tables.objects().ofEntry(entry.id());
      boolean there = object.filter(o -> o.contentGeneration() >= wanted).isPresent();
      if (pending.isPresent() && !there) {
        return pending;
      }
    }
    return Optional.empty();
  }
}
