package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Lets a file not go up for now, also over restarts, or takes that back.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 */
public record PauseUploadRequest(String path, boolean pause) implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().pauseUpload(mount.below(List.of(path)).get(0), pause);
    return new Done();
  }
}
