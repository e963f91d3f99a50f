package dev.stratus.sync.control;

import java.io.IOException;

/** Lets the sync go on. */
public record SyncStartRequest() implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().startSync();
    return new Done();
  }
}
