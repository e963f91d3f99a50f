package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ages media that nobody opened for long, oldest visit first.
 *
 * @param size bytes to be freed, or null for all that are old enough
 * @param days without a visit, or null for those of the configuration; both null is the policy by
 *     free space
 * @param allTypes whether other files go too, after images and videos
 */
public record OptimizeSpaceRequest(
    @Nullable Long size, @Nullable Integer days, boolean allTypes, boolean dryRun)
    implements Request<OptimizeSpaceResult> {

  /** Images and videos only. */
  public OptimizeSpaceRequest(@Nullable Long size, @Nullable Integer days, boolean dryRun) {
    this(size, days, false, dryRun);
  }

  @Override
  public Class<OptimizeSpaceResult> resultType() {
    return OptimizeSpaceResult.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public OptimizeSpaceResult forOthers(OptimizeSpaceResult result) {
    return new OptimizeSpaceResult(
        result.dryRun(), result.freed(), result.stopped(), List.of(), result.stayed(), List.of());
  }

  @Override
  public boolean goesOn() {
    return !dryRun;
  }

  @Override
  public OptimizeSpaceResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException {
    if ((size != null && size < 0) || (days != null && days < 0)) {
      throw new ControlException(
          ControlFailure.INVALID, "Neither a size nor a number of days is below 0.");
    }
    return mount.target().optimizeSpace(this, progress);
  }
}
