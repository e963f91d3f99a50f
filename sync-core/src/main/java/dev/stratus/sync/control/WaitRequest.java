package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until files are in the cloud.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them
 * @param timeoutMillis or null for no end
 */
public record WaitRequest(List<String> paths, @Nullable Long timeoutMillis)
    implements OwnFilesRequest<WaitResult> {

  public WaitRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<WaitResult> resultType() {
    return WaitResult.class;
  }

  @Override
  public WaitResult forOthers(WaitResult result) {
    return new WaitResult(
        result.synced(),
        result.timedOut(),
        result.remainingCount(),
        RemainingFile.namedIn(paths, result.remaining()));
  }

  @Override
  public WaitResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException {
    WaitRequest below = new WaitRequest(mount.below(paths), timeoutMillis);
    return mount.target().waitUntilSynced(below, progress);
  }
}
