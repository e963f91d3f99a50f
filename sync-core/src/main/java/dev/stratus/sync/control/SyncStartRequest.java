package dev.stratus.sync.control;

import java.io.IOException;

/** Lets the sync go on. */
public record SyncStartRequest() implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.MANAGER_AND_SYSTEM;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().startSync();
    return new Done();
  }
}
