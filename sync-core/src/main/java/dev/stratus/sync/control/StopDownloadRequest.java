package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Ends downloads; what came stays.
 *
 * @param paths absolute on the wire; downloads that began at or below them end
 */
public record StopDownloadRequest(List<String> paths) implements OwnFilesRequest<StopResult> {

  public StopDownloadRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<StopResult> resultType() {
    return StopResult.class;
  }

  @Override
  public StopResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new StopResult(mount.target().stopDownload(mount.below(paths)));
  }
}
