package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.RemainingFile;
import dev.stratus.sync.download.Hydration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One download: what it was asked for, and how far it is. */
final class DownloadJob {

  private static final int NAMED = 1000;

  private final List<Long> roots;
  private final Amount missing;

  @GuardedBy("this")
  private final Set<Hydration> running = new HashSet<>();

  @GuardedBy("this")
  private final List<RemainingFile> failed = new ArrayList<>();

  @GuardedBy("this")
  private long failedCount;

  @GuardedBy("this")
  private long filesDone;

  @GuardedBy("this")
  private long bytesDone;

  @GuardedBy("this")
  private boolean stopped;

  @GuardedBy("this")
  private boolean ended;

  /** Whether what runs was ended so that the machine rests. */
  @GuardedBy("this")
  private boolean interrupted;

  /** Whether it waits until the machine need not be spared any more. */
  @GuardedBy("this")
  private boolean resting;

  /** Whether the cloud is switched off for some of what is left. */
  @GuardedBy("this")
  private boolean off;

  DownloadJob(List<Long> roots, List<DownloadPlan.Missing> missing) {
    this.roots = List.copyOf(roots);
    long bytes = missing.stream().mapToLong(DownloadPlan.Missing::bytes).sum();
    this.missing = new Amount(missing.size(), bytes);
  }

  List<Long> roots() {
    return roots;
  }

  /** Whether more may be begun. */
  synchronized boolean goesOn() {
    return !stopped && !ended;
  }

  /** A file is on its way; it may have arrived already. */
  void began(Hydration hydration) {
    boolean late;
    synchronized (this) {
      running.add(hydration);
      late = stopped;
    }
    if (late) {
      hydration.cancel();
    }
  }

  synchronized void isHere(DownloadPlan.Missing file) {
    filesDone++;
    bytesDone += file.bytes();
  }

  /** A file did not come, and is not tried again. */
  synchronized void failed(String path, FsException reason) {
    failedCount++;
    if (failed.size() < NAMED) {
      failed.add(
          new RemainingFile(
              path, FileSyncState.COMPLETED.name(), String.valueOf(reason.getMessage())));
    }
  }

  synchronized void ended(Hydration hydration) {
    running.remove(hydration);
    notifyAll();
  }

  /** Waits until fewer than so many files are on their way. */
  synchronized void awaitFewerThan(int files) throws InterruptedException {
    while (running.size() >= files) {
      wait();
    }
  }

  /** Ends what runs; what came stays. */
  void stop() {
    List<Hydration> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(running);
      notifyAll();
    }
    all.forEach(Hydration::cancel);
  }

  /** Ends what runs for now: it is begun again when the machine need not be spared any more. */
  void interrupt() {
    List<Hydration> all;
    synchronized (this) {
      interrupted = true;
      all = List.copyOf(running);
    }
    all.forEach(Hydration::cancel);
  }

  synchronized boolean wasInterrupted() {
    return interrupted;
  }

  synchronized boolean isResting() {
    return resting;
  }

  /** Nothing runs: whether it rests, or begins anew. */
  synchronized void rest(boolean rest) {
    resting = rest;
    interrupted = false;
  }

  /** What was left of a pass over all files: whether for some of them the cloud is off. */
  synchronized void tellOff(boolean isOff) {
    off = isOff;
  }

  /** Ends a pause early. */
  synchronized void wake() {
    notifyAll();
  }

  /** Waits before another attempt, unless it is stopped. */
  @SuppressWarnings("WaitNotInLoop") // whoever is woken looks whether it goes on
  synchronized void pause(long millis) throws InterruptedException {
    if (!stopped) {
      wait(millis);
    }
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits for the end, or for some time; true if it has ended. */
  @SuppressWarnings("WaitNotInLoop") // the caller's loop reports how far it is
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    if (!ended) {
      wait(millis);
    }
    return ended;
  }

  synchronized Progress progress() {
    return new Progress("downloading", filesDone, missing.files(), bytesDone, missing.bytes())
        .keptBackBy(off ? List.of(Progress.CLOUD_OFF) : List.of());
  }

  synchronized DownloadResult result() {
    return new DownloadResult(missing, filesDone, ended, stopped, failedCount, failed);
  }
}
