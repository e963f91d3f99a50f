package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Brings whole files here.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them; a directory
 *     stands for all below it
 * @param waiting whether the answer comes when all is here, and not when it has begun
 */
public record DownloadRequest(List<String> paths, boolean waiting)
    implements OwnFilesRequest<DownloadResult> {

  public DownloadRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<DownloadResult> resultType() {
    return DownloadResult.class;
  }

  @Override
  public DownloadResult forOthers(DownloadResult result) {
    return new DownloadResult(
        result.missing(),
        result.done(),
        result.ended(),
        result.stopped(),
        result.failedCount(),
        RemainingFile.namedIn(paths, result.failed()));
  }

  @Override
  public DownloadResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException {
    return mount.target().download(new DownloadRequest(mount.below(paths), waiting), progress);
  }
}
