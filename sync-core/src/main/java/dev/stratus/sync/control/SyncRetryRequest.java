package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Tries at once what failed, or waits after a failure.
 *
 * @param paths absolute on the wire; everything at or below them is tried
 */
public record SyncRetryRequest(List<String> paths) implements OwnFilesRequest<RetryResult> {

  public SyncRetryRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<RetryResult> resultType() {
    return RetryResult.class;
  }

  @Override
  public RetryResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    long count = 0;
    for (String path : mount.below(paths)) {
      count += mount.target().retry(path);
    }
    return new RetryResult(count);
  }
}
