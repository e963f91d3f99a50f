package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.index.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code download}: brings whole trees here, behind the command's back if it does not wait.
 * What was begun goes on after a restart, with what is missing then: the index knows where each
 * download began, by inode, so that a rename meanwhile does no harm.
 */
final class Downloads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Downloads.class);

  /** In the index: numbers of inodes. */
  private static final String META = "downloads";

  private static final long REPORT_MILLIS = 500;
  private static final long END_SECONDS = 5;

  private final Index index;
  private final DownloadPlan plan;
  private final DownloadWork work;
  private final List<DownloadJob> jobs = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "download");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;

  Downloads(Index index, DownloadPlan plan, DownloadWork work) {
    this.index = index;
    this.plan = plan;
    this.work = work;
  }

  /** Goes on with what a former life began. */
  void start() throws FsException {
    List<Long> roots =
        index.read(tables -> tables.meta().get(META)).stream()
            .flatMap(text -> Arrays.stream(text.split(" ")))
            .map(Long::valueOf)
            .toList();
    if (!roots.isEmpty()) {
      begin(roots, plan.missing(roots));
    }
  }

  /** Begins a download, and waits for its end where that is wished. */
  DownloadResult run(DownloadRequest request, ProgressListener progress)
      throws FsException, InterruptedException {
    List<Long> roots = new ArrayList<>();
    for (String path : request.paths()) {
      roots.add(plan.require(path));
    }
    List<DownloadPlan.Missing> missing = plan.missing(roots);
    plan.requireRoom(missing.stream().mapToLong(DownloadPlan.Missing::bytes).sum());
    DownloadJob job = begin(roots, missing);
    while (request.waiting() && !job.awaitEnd(REPORT_MILLIS)) {
      progress.report(job.progress());
    }
    return job.result();
  }

  private DownloadJob begin(List<Long> roots, List<DownloadPlan.Missing> missing)
      throws FsException {
    DownloadJob job = new DownloadJob(roots, missing);
    jobs.add(job);
    remember();
    threads.execute(() -> bring(job, missing));
    return job;
  }

  private void bring(DownloadJob job, List<DownloadPlan.Missing> missing) {
    try {
      work.bring(job, missing);
      jobs.remove(job);
      if (!closing) {
        remember();
      }
    } catch (FsException | RuntimeException e) {
      log.error("A download ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      job.end();
    }
  }

  /** Tells the index what is to go on after a restart. */
  private synchronized void remember() throws FsException {
    String roots =
        jobs.stream()
            .flatMap(job -> job.roots().stream())
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    index.changeAlways(
        change -> {
          if (roots.isEmpty()) {
            change.deleteMeta(META);
          } else {
            change.putMeta(META, roots);
          }
          return roots;
        });
  }

  /** Ends what began at or below some paths; false if that is nothing. */
  boolean stop(List<String> paths) throws FsException {
    boolean found = false;
    for (DownloadJob job : jobs) {
      if (beganBelow(job, paths)) {
        job.stop();
        found = true;
      }
    }
    return found;
  }

  /** Some are to rest, or may go on. */
  void changed() {
    jobs.forEach(work::changed);
  }

  /** Whether some wait until the machine need not be spared any more. */
  boolean isResting() {
    return jobs.stream().anyMatch(DownloadJob::isResting);
  }

  private boolean beganBelow(DownloadJob job, List<String> paths) throws FsException {
    for (long root : job.roots()) {
      Optional<String> began = plan.path(root);
      if (began.isPresent() && paths.stream().anyMatch(path -> isAtOrBelow(began.get(), path))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtOrBelow(String path, String top) {
    return top.isEmpty() || path.equals(top) || path.startsWith(top + "/");
  }

  /** Ends all; the next life goes on. */
  @Override
  public void close() {
    closing = true;
    jobs.forEach(DownloadJob::stop);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        log.warn("A download did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
