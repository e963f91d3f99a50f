package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;

/**
 * One thing that a client may ask; on the wire one line of JSON whose {@code request} is the name.
 *
 * @param <R> what the result is
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProtocolRequest.class, name = "protocol"),
  @JsonSubTypes.Type(value = StatusRequest.class, name = "status"),
  @JsonSubTypes.Type(value = WaitRequest.class, name = "wait"),
  @JsonSubTypes.Type(value = CleanCacheRequest.class, name = "clean-cache"),
  @JsonSubTypes.Type(value = DownloadRequest.class, name = "download"),
  @JsonSubTypes.Type(value = StopDownloadRequest.class, name = "stop-download"),
  @JsonSubTypes.Type(value = PinRequest.class, name = "pin"),
  @JsonSubTypes.Type(value = UnpinRequest.class, name = "unpin"),
  @JsonSubTypes.Type(value = OptimizeSpaceRequest.class, name = "optimize-space"),
  @JsonSubTypes.Type(value = StopOptimizeSpaceRequest.class, name = "stop-optimize-space"),
  @JsonSubTypes.Type(value = UnmountRequest.class, name = "unmount"),
  @JsonSubTypes.Type(value = SyncStartRequest.class, name = "sync-start"),
  @JsonSubTypes.Type(value = SyncStopRequest.class, name = "sync-stop"),
  @JsonSubTypes.Type(value = SyncRetryRequest.class, name = "sync-retry"),
  @JsonSubTypes.Type(value = SyncAcceptRequest.class, name = "sync-accept"),
  @JsonSubTypes.Type(value = TrashListRequest.class, name = "trash-list"),
  @JsonSubTypes.Type(value = CheckRequest.class, name = "check"),
  @JsonSubTypes.Type(value = StateRequest.class, name = "state"),
  @JsonSubTypes.Type(value = FileStatesRequest.class, name = "file-states"),
  @JsonSubTypes.Type(value = StartTaskRequest.class, name = "task-start"),
  @JsonSubTypes.Type(value = StopTaskRequest.class, name = "task-stop"),
  @JsonSubTypes.Type(value = TaskEventsRequest.class, name = "task-events"),
  @JsonSubTypes.Type(value = DownloadListRequest.class, name = "download-list"),
  @JsonSubTypes.Type(value = MediaRequest.class, name = "media"),
  @JsonSubTypes.Type(value = TreeStatusRequest.class, name = "tree-status"),
  @JsonSubTypes.Type(value = ConflictsRequest.class, name = "conflicts"),
  @JsonSubTypes.Type(value = WatchChangesRequest.class, name = "watch-changes"),
  @JsonSubTypes.Type(value = WatchSyncRequest.class, name = "watch-sync"),
  @JsonSubTypes.Type(value = UnwatchRequest.class, name = "unwatch"),
  @JsonSubTypes.Type(value = LastSyncRequest.class, name = "last-sync"),
})
public sealed interface Request<R>
    permits ProtocolRequest,
        StatusRequest,
        WaitRequest,
        CleanCacheRequest,
        DownloadRequest,
        StopDownloadRequest,
        PinRequest,
        UnpinRequest,
        OptimizeSpaceRequest,
        StopOptimizeSpaceRequest,
        UnmountRequest,
        SyncStartRequest,
        SyncStopRequest,
        SyncRetryRequest,
        SyncAcceptRequest,
        TrashListRequest,
        CheckRequest,
        StateRequest,
        FileStatesRequest,
        MediaRequest,
        StartTaskRequest,
        StopTaskRequest,
        DownloadListRequest,
        TreeStatusRequest,
        ConflictsRequest,
        LastSyncRequest,
        UnwatchRequest,
        Subscription {

  /** The class of the result. */
  Class<R> resultType();

  /** Whether somebody who is neither the mount's owner nor root may ask this. */
  default boolean openToEverybody() {
    return false;
  }

  /** Does it. */
  R answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException;
}
