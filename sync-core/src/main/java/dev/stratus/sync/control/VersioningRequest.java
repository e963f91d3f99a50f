package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Asks whether the bucket keeps versions.
 *
 * @param enable whether it is to keep them from now on
 */
public record VersioningRequest(boolean enable) implements Request<VersioningStatus> {

  @Override
  public Class<VersioningStatus> resultType() {
    return VersioningStatus.class;
  }

  @Override
  public VersioningStatus answer(ControlledMount mount, ProgressListener progress)
      throws IOException {
    return mount.target().versioning(enable);
  }
}
