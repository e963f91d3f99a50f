package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Keeps files here.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them; a directory
 *     stands for all that is, or comes, below it
 * @param recursive whether each file and directory below gets a pin of its own too, which goes with
 *     it when it is moved out
 */
public record PinRequest(List<String> paths, boolean recursive) implements Request<PinResult> {

  public PinRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<PinResult> resultType() {
    return PinResult.class;
  }

  @Override
  public PinResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().pin(new PinRequest(mount.below(paths), recursive));
  }
}
