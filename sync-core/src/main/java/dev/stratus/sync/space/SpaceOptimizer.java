package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ages media: drops local copies of images and videos that nobody opened for long. One run at a
 * time, on the thread of its caller.
 */
public final class SpaceOptimizer {

  /** The policy's days without a visit. */
  public static final int DAYS = 30;

  /** Below this free part of the disk, files that were not visited for long go … */
  private static final double WANTING = 0.50;

  /** … until this part is free. */
  private static final double COMFORTABLE = 0.60;

  /** Where that does not help and less than this is free, whatever the cloud has goes … */
  private static final double URGENT = 0.15;

  /** … until this part is free. */
  private static final double BEARABLE = 0.20;

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
   * Ages by the disk's free space, in two steps.
   *
   * @throws FsException {@link FsFailure#TRY_AGAIN} while another run is under way
   */
  public OptimizeResult optimizeStorage(boolean dryRun, OptimizeListener listener)
      throws FsException {
    return alone(
        listener,
        run -> {
          long total = disk.totalBytes();
          long free = disk.freeBytes();
          if (free < total * WANTING) {
            run.age(request((long) (total * COMFORTABLE) - free, DAYS, dryRun));
          }
          free += run.bytes();
          if (free < total * URGENT && !run.result().stopped()) {
            run.age(request((long) (total * BEARABLE) - free, 0, dryRun));
          }
        });
  }

  private static OptimizeRequest request(long bytes, int days, boolean dryRun) {
    return new OptimizeRequest(OptionalLong.of(bytes), days, dryRun);
  }

  private OptimizeResult alone(OptimizeListener listener, Work work) throws FsException {
    OptimizeRun run = new OptimizeRun(environment, evictor, listener);
    if (!running.compareAndSet(null, run)) {
      throw new FsException(FsFailure.TRY_AGAIN, "the same task is already in progress");
    }
    try {
      visits.flush();
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
