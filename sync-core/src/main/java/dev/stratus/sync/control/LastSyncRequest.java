package dev.stratus.sync.control;

import java.io.IOException;

/** Asks when all was last in step. */
public record LastSyncRequest() implements Request<LastSync> {

  @Override
  public Class<LastSync> resultType() {
    return LastSync.class;
  }

  @Override
  public LastSync answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new LastSync(mount.target().lastSyncMillis());
  }
}
