package dev.stratus.sync.control;

import java.io.IOException;

/** Asks for what is in the trash, the newest first. */
public record TrashListRequest() implements Request<TrashContents> {

  @Override
  public Class<TrashContents> resultType() {
    return TrashContents.class;
  }

  @Override
  public TrashContents answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new TrashContents(mount.target().trash());
  }
}
