package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Drops local copies.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them
 * @param recursive whether a directory stands for all below it; else for the files in it
 */
public record CleanCacheRequest(List<String> paths, boolean recursive, boolean dryRun)
    implements OwnFilesRequest<CleanCacheResult> {

  public CleanCacheRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<CleanCacheResult> resultType() {
    return CleanCacheResult.class;
  }

  @Override
  public CleanCacheResult forOthers(CleanCacheResult result) {
    return new CleanCacheResult(
        result.dryRun(),
        result.freed(),
        result.keptCount(),
        RemainingFile.namedIn(paths, result.kept()));
  }

  @Override
  public CleanCacheResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException {
    return mount.target().cleanCache(new CleanCacheRequest(mount.below(paths), recursive, dryRun));
  }
}
