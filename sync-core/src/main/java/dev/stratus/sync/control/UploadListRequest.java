package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks how the uploads of some files stand.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them
 */
public record UploadListRequest(List<String> paths) implements Request<UploadList> {

  public UploadListRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<UploadList> resultType() {
    return UploadList.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public UploadList answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new UploadList(mount.target().uploads(mount.below(paths)));
  }
}
