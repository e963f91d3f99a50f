package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks whether a file waits until somebody decides between what is here and what is there.
 *
 * @param path absolute on the wire
 */
public record ConflictStateRequest(String path) implements OwnFileRequest<ConflictState> {

  @Override
  public Class<ConflictState> resultType() {
    return ConflictState.class;
  }

  @Override
  public ConflictState answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().conflictState(mount.below(List.of(path)).get(0), false);
  }
}
