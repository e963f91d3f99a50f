package dev.stratus.sync.control;

import java.util.List;

/**
 * A request about one file or directory, which everybody may ask about their own.
 *
 * @param <R> what the result is
 */
public sealed interface OwnFileRequest<R> extends Request<R>
    permits ConflictStateRequest, HistoryRequest, TreeStatusRequest, WatchChangesRequest {

  /** Absolute on the wire, below the mount's root when the target sees it. */
  String path();

  @Override
  default Need need() {
    return Need.OWN_FILES;
  }

  @Override
  default List<String> named() {
    return List.of(path());
  }
}
