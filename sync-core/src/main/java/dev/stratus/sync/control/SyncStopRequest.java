package dev.stratus.sync.control;

import java.io.IOException;

/** Stops the sync until it is started again, also over restarts. */
public record SyncStopRequest() implements Request<Done> {

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
    mount.target().stopSync();
    return new Done();
  }
}
