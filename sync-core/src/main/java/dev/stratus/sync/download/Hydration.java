package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The wish that all bytes of a file be here. */
public final class Hydration {

  private static final long BETWEEN_PROGRESS = TimeUnit.MILLISECONDS.toNanos(100);

  private final FileDownload owner;
  private final Urgency urgency;
  private final HydrationListener listener;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong nextProgress;

  Hydration(FileDownload owner, Urgency urgency, HydrationListener listener) {
    this.owner = owner;
    this.urgency = urgency;
    this.listener = listener;
    this.nextProgress = new AtomicLong(owner.now());
  }

  public long inode() {
    return owner.inode();
  }

  /** Ends when all bytes are here, or with the {@link FsException} that prevented it. */
  public CompletableFuture<Void> done() {
    return done.copy();
  }

  /** Stops it, unless it has ended; what came stays. */
  public void cancel() {
    owner.stop(this);
    fail(new FsException(FsFailure.INTERRUPTED, "the download was stopped"));
  }

  Urgency urgency() {
    return urgency;
  }

  void progress(Transfer transfer, long now) {
    long due = nextProgress.get();
    if (now - due >= 0 && nextProgress.compareAndSet(due, now + BETWEEN_PROGRESS)) {
      listener.progress(transfer);
    }
  }

  void complete() {
    if (ended.compareAndSet(false, true)) {
      listener.completed();
      done.complete(null);
    }
  }

  void fail(FsException reason) {
    if (ended.compareAndSet(false, true)) {
      listener.failed(reason);
      done.completeExceptionally(reason);
    }
  }
}
