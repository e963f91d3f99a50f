package dev.stratus.sync.control;

/** Ends a run of optimize-space. */
public record StopOptimizeSpaceRequest() implements Request<StopResult> {

  @Override
  public Class<StopResult> resultType() {
    return StopResult.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public StopResult answer(ControlledMount mount, ProgressListener progress) {
    return new StopResult(mount.target().stopOptimizeSpace());
  }
}
