package dev.stratus.sync.control;

import java.io.IOException;

/** Asks for the conflicted copies that were neither renamed nor removed, the latest first. */
public record ConflictsRequest() implements Request<ConflictList> {

  @Override
  public Class<ConflictList> resultType() {
    return ConflictList.class;
  }

  @Override
  public ConflictList answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().conflicts();
  }
}
