package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.control.AgedFile;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.OptimizeSpaceResult;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.StayedAmount;
import dev.stratus.sync.control.StayedFile;
import dev.stratus.sync.space.OptimizePolicy;
import dev.stratus.sync.space.OptimizeRequest;
import dev.stratus.sync.space.OptimizeResult;
import dev.stratus.sync.space.SpaceOptimizer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Answers {@code optimize-space}: a run over media by age and size, or by the policy. */
final class SpaceRun {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final SpaceOptimizer optimizer;
  private final OptimizePolicy policy;

  SpaceRun(SpaceOptimizer optimizer, OptimizePolicy policy) {
    this.optimizer = optimizer;
    this.policy = policy;
  }

  OptimizeSpaceResult run(OptimizeSpaceRequest request, ProgressListener progress)
      throws IOException {
    OptimizeResult result = optimizeAlone(request, progress);
    return new OptimizeSpaceResult(
        request.dryRun(),
        new Amount(result.files(), result.bytes()),
        result.stopped(),
        agedFiles(result),
        stayed(result),
        kept(result));
  }

  private OptimizeResult optimizeAlone(OptimizeSpaceRequest request, ProgressListener progress)
      throws IOException {
    try {
      return optimize(request, progress);
    } catch (FsException e) {
      if (e.failure() == FsFailure.TRY_AGAIN) {
        throw new ControlException(
            ControlFailure.BUSY,
            "A run that frees space is under way; wait for its end, or stop it with --stop.",
            e);
      }
      throw e;
    }
  }

  private OptimizeResult optimize(OptimizeSpaceRequest request, ProgressListener progress)
      throws FsException {
    Long size = request.size();
    Integer days = request.days();
    if (size == null && days == null) {
      return optimizer.optimizeStorage(
          request.allTypes() ? policy.withAllTypes() : policy,
          request.dryRun(),
          (files, bytes, wanted) -> report(progress, files, bytes, wanted));
    }
    OptimizeRequest wish =
        new OptimizeRequest(
            size == null ? OptionalLong.empty() : OptionalLong.of(size),
            days == null ? policy.days() : days,
            request.allTypes(),
            request.dryRun());
    return optimizer.optimizeSpace(
        wish, (files, bytes, wanted) -> report(progress, files, bytes, wanted));
  }

  private static void report(ProgressListener progress, long files, long bytes, long wanted) {
    progress.report(new Progress("freeing", files, 0, bytes, wanted));
  }

  private static List<AgedFile> agedFiles(OptimizeResult result) {
    return result.aged().stream()
        .map(
            aged ->
                new AgedFile(
                    aged.path(),
                    aged.bytes(),
                    Instant.ofEpochMilli(aged.visit() / NANOS_PER_MILLI)))
        .toList();
  }

  private static List<StayedAmount> stayed(OptimizeResult result) {
    return result.stayed().stream()
        .map(
            stay ->
                new StayedAmount(stay.reason().reason(), new Amount(stay.files(), stay.bytes())))
        .toList();
  }

  private static List<StayedFile> kept(OptimizeResult result) {
    return result.kept().stream()
        .map(file -> new StayedFile(file.path(), file.bytes(), file.reason().reason()))
        .toList();
  }

  boolean stop() {
    return optimizer.stop();
  }
}
