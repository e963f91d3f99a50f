package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Ends the mount.
 *
 * @param waiting whether pending uploads are waited for
 */
public record UnmountRequest(boolean waiting) implements Request<UnmountResult> {

  @Override
  public Class<UnmountResult> resultType() {
    return UnmountResult.class;
  }

  @Override
  public UnmountResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException {
    UnmountResult left = mount.target().prepareUnmount(waiting, progress);
    mount.unmount();
    return left;
  }
}
