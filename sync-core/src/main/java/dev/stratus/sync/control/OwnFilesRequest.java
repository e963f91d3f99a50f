package dev.stratus.sync.control;

import java.util.List;

/**
 * A request about files and directories, which everybody may ask about their own.
 *
 * @param <R> what the result is
 */
public sealed interface OwnFilesRequest<R> extends Request<R>
    permits CleanCacheRequest,
        DownloadRequest,
        FileStatesRequest,
        StopDownloadRequest,
        SyncRetryRequest,
        WaitRequest {

  /** Absolute on the wire, below the mount's root when the target sees them. */
  List<String> paths();

  @Override
  default Need need() {
    return Need.OWN_FILES;
  }

  @Override
  default List<String> named() {
    return paths();
  }
}
