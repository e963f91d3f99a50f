package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Holds index, local copies and bucket against each other.
 *
 * @param repair whether what is found is mended where that loses nothing
 */
public record CheckRequest(boolean repair) implements Request<CheckResult> {

  @Override
  public Class<CheckResult> resultType() {
    return CheckResult.class;
  }

  @Override
  public CheckResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException {
    return mount.target().check(this, progress);
  }
}
