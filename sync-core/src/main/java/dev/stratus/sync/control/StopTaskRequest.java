package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Ends what {@link StartTaskRequest} began; once it has ended, nothing happens.
 *
 * @param clean whether what came of files that are not all here, clean and not open goes
 */
public record StopTaskRequest(String session, long task, boolean clean)
    implements Request<StopResult> {

  @Override
  public Class<StopResult> resultType() {
    return StopResult.class;
  }

  /** Whoever knows the session began it. */
  @Override
  public Need need() {
    return Need.OWN_FILES;
  }

  @Override
  public StopResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new StopResult(mount.target().stopTask(this));
  }
}
