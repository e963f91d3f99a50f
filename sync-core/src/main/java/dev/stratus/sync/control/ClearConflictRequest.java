package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Decides for what is here: it goes up, and what is there stays as a version.
 *
 * @param path absolute on the wire
 */
public record ClearConflictRequest(String path) implements Request<ConflictState> {

  @Override
  public Class<ConflictState> resultType() {
    return ConflictState.class;
  }

  @Override
  public ConflictState answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().conflictState(mount.below(List.of(path)).get(0), true);
  }
}
