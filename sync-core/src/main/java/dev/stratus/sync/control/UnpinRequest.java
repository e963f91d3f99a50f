package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Lets files go again that {@code pin} keeps here; their local copies stay for now.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them
 * @param recursive whether the pins of all files and directories below go too
 */
public record UnpinRequest(List<String> paths, boolean recursive) implements Request<PinResult> {

  public UnpinRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<PinResult> resultType() {
    return PinResult.class;
  }

  @Override
  public PinResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().unpin(new UnpinRequest(mount.below(paths), recursive));
  }
}
