package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks how the downloads of some files stand, whoever wanted them.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them
 */
public record DownloadListRequest(List<String> paths) implements Request<DownloadList> {

  public DownloadListRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<DownloadList> resultType() {
    return DownloadList.class;
  }

  @Override
  public Need need() {
    return Need.SYNC_AND_SYSTEM;
  }

  @Override
  public DownloadList answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new DownloadList(mount.target().downloadList(mount.below(paths)));
  }
}
