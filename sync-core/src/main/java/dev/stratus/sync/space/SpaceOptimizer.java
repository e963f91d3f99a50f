package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ages files: drops local copies of images and videos that nobody opened for long, and then, where
 * that is wished, of others. One run at a time, on the thread of its caller.
 */
public final class SpaceOptimizer {

  private static final double WHOLE = 100;

  private final SpaceEnvironment environment;
  private final Evictor evictor;
  private final Visits visits;
  private final Disk disk;
  private final AtomicReference<@Nullable OptimizeRun> running = new AtomicReference<>();

  public SpaceOptimizer(SpaceEnvironment environment, Evictor evictor, Visits visits, Disk disk) {
    this.environment = environment;
    this.evictor = evictor;
    this.visits = visits;
    this.disk = disk;
  }

  private interface Work {
    void on(OptimizeRun run) throws FsException;
  }

  /**
   * Ages what a request names.
   *
   * @throws FsException {@link FsFailure#TRY_AGAIN} while another run is under way
   */
  public OptimizeResult optimizeSpace(OptimizeRequest request, OptimizeListener listener)
      throws FsException {
    return alone(listener, run -> run.age(request));
  }

  /**
   * Ages by the disk's free space, in two steps, as a policy says.
   *
   * @throws FsException {@link FsFailure#TRY_AGAIN} while another run is under way
   */
  public OptimizeResult optimizeStorage(
      OptimizePolicy policy, boolean dryRun, OptimizeListener listener) throws FsException {
    boolean all = policy.allTypes();
    return alone(
        listener,
        run -> {
          long free = disk.freeBytes();
          if (free < share(policy.below())) {
            run.age(new OptimizeRequest(missing(policy.until(), free), policy.days(), all, dryRun));
          }
          free += run.bytes();
          if (free < share(policy.urgentBelow()) && !run.isStopped()) {
            run.age(new OptimizeRequest(missing(policy.urgentUntil(), free), 0, all, dryRun));
          }
        });
  }

  private long share(int percent) throws FsException {
    return (long) (disk.totalBytes() * (percent / WHOLE));
  }

  private OptionalLong missing(int percent, long free) throws FsException {
    return OptionalLong.of(Math.max(0, share(percent) - free));
  }

  private OptimizeResult alone(OptimizeListener listener, Work work) throws FsException {
    OptimizeRun run = new OptimizeRun(environment, evictor, listener);
    if (!running.compareAndSet(null, run)) {
      throw new FsException(FsFailure.TRY_AGAIN, "the same task is already in progress");
    }
    try {
      visits.flush();
      new FirstVisits(environment.index()).seed();
      work.on(run);
      return run.result();
    } finally {
      running.set(null);
    }
  }

  /** Ends the run that is under way; false if none is. */
  public boolean stop() {
    OptimizeRun run = running.get();
    if (run != null) {
      run.stop();
    }
    return run != null;
  }

  public boolean isRunning() {
    return running.get() != null;
  }
}
