package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Asks where an image or a video is.
 *
 * @param number of its inode
 */
public record MediaRequest(long number) implements Request<MediaPath> {

  @Override
  public Class<MediaPath> resultType() {
    return MediaPath.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public MediaPath answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new MediaPath(mount.absolute(mount.target().mediaPath(number)));
  }
}
