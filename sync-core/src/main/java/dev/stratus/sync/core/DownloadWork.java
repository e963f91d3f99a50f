package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.download.Hydration;
import dev.stratus.sync.download.HydrationListener;
import dev.stratus.sync.download.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the files of one download, some at once, and again those for which there is hope. */
final class DownloadWork {

  /** Small files at 20 ms to the server keep a line busy so. */
  private static final int FILES_AT_ONCE = 32;

  /** How often a file is tried whose answer is broken; an absent network is waited out. */
  private static final int ATTEMPTS = 3;

  private static final long PAUSE_MILLIS = 5_000;

  private record Attempt(DownloadPlan.Missing file, int number) {}

  /** What one pass over the files leaves. */
  private static final class Left {
    private final Queue<Attempt> again = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private boolean off;
  }

  private static final Logger log = LoggerFactory.getLogger(DownloadWork.class);

  private final Downloader downloader;
  private final DownloadPlan plan;
  private final DownloadRest rest;
  private final Wish wish;

  /**
   * Whose downloads they are.
   *
   * @param asked whether somebody asked for them now
   * @param arrived told each file that came for somebody who wants to have it here
   */
  record Wish(boolean asked, LongConsumer arrived) {}

  DownloadWork(Downloader downloader, DownloadPlan plan, DownloadRest rest, Wish wish) {
    this.downloader = downloader;
    this.plan = plan;
    this.rest = rest;
    this.wish = wish;
  }

  /** Lets a job rest, or go on, by what the machine is like now. */
  void changed(DownloadJob job) {
    if (mustRest() || !rest.areAllOn()) {
      job.interrupt();
    }
    job.wake();
  }

  private boolean mustRest() {
    return !rest.troubles(wish.asked()).isEmpty();
  }

  /** Returns when all is here, or has failed for good, or the job was stopped. */
  void bring(DownloadJob job, List<DownloadPlan.Missing> missing) throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    missing.forEach(file -> attempts.add(new Attempt(file, 1)));
    while (!attempts.isEmpty() && job.goesOn()) {
      job.rest(mustRest());
      Left left = pass(job, attempts);
      job.tellOff(left.off);
      attempts.clear();
      attempts.addAll(left.again);
      // Who was interrupted finds out at once what may go on.
      if (!attempts.isEmpty() && !job.wasInterrupted()) {
        job.pause(PAUSE_MILLIS);
      }
    }
  }

  private Left pass(DownloadJob job, List<Attempt> attempts) throws InterruptedException {
    Left left = new Left();
    for (Attempt attempt : attempts) {
      job.awaitFewerThan(FILES_AT_ONCE);
      if (!job.goesOn() || left.full.get()) {
        break;
      }
      if (mustRest()) {
        left.again.add(attempt);
      } else {
        begin(job, attempt, left);
      }
    }
    job.awaitFewerThan(1);
    return left;
  }

  private void begin(DownloadJob job, Attempt attempt, Left left) {
    long inode = attempt.file().inode();
    try {
      if (rest.isOff(inode)) {
        left.off = true;
        left.again.add(attempt);
        return;
      }
      Hydration hydration = downloader.hydrate(inode, Urgency.REQUESTED, HydrationListener.NOBODY);
      job.began(hydration);
      var unused =
          hydration
              .done()
              .whenComplete((nothing, failure) -> ended(job, attempt, left, failure))
              .whenComplete((nothing, failure) -> job.ended(hydration));
    } catch (FsException e) {
      judge(job, attempt, left, e);
    }
  }

  private void ended(DownloadJob job, Attempt attempt, Left left, @Nullable Throwable failure) {
    if (failure == null) {
      job.isHere(attempt.file());
      wish.arrived().accept(attempt.file().inode());
    } else if (failure instanceof FsException reason) {
      judge(job, attempt, left, reason);
    } else {
      judge(job, attempt, left, new FsException(FsFailure.IO_ERROR, failure.toString(), failure));
    }
  }

  /** Decides what the failure of a file means for it, and for the others. */
  private void judge(DownloadJob job, Attempt attempt, Left left, FsException reason) {
    switch (reason.failure()) {
      case NOT_FOUND -> log.debug("Inode {} is not downloaded any more", attempt.file().inode());
      case INTERRUPTED -> {
        if (job.wasInterrupted()) {
          left.again.add(attempt);
        }
      }
      case NETWORK_UNREACHABLE, TRY_AGAIN -> left.again.add(attempt);
      case NO_SPACE -> {
        left.full.set(true);
        fail(job, attempt, reason);
      }
      default -> {
        if (attempt.number() < ATTEMPTS) {
          left.again.add(new Attempt(attempt.file(), attempt.number() + 1));
        } else {
          fail(job, attempt, reason);
        }
      }
    }
  }

  private void fail(DownloadJob job, Attempt attempt, FsException reason) {
    long inode = attempt.file().inode();
    try {
      job.failed(plan.path(inode).orElse("(removed file)"), reason);
    } catch (FsException e) {
      log.warn("Inode {} was not downloaded, and has no path: {}", inode, e.getMessage());
    }
  }
}
