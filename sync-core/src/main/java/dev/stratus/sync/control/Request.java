package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  @JsonSubTypes.Type(value = CacheRequest.class, name = "cache"),
  @JsonSubTypes.Type(value = PinRequest.class, name = "pin"),
  @JsonSubTypes.Type(value = UnpinRequest.class, name = "unpin"),
  @JsonSubTypes.Type(value = OptimizeSpaceRequest.class, name = "optimize-space"),
  @JsonSubTypes.Type(value = StopOptimizeSpaceRequest.class, name = "stop-optimize-space"),
  @JsonSubTypes.Type(value = UnmountRequest.class, name = "unmount"),
  @JsonSubTypes.Type(value = SyncStartRequest.class, name = "sync-start"),
  @JsonSubTypes.Type(value = SyncStopRequest.class, name = "sync-stop"),
  @JsonSubTypes.Type(value = CloudSwitchRequest.class, name = "cloud-switch"),
  @JsonSubTypes.Type(value = DataChangedRequest.class, name = "data-changed"),
  @JsonSubTypes.Type(value = CloudCleanRequest.class, name = "cloud-clean"),
  @JsonSubTypes.Type(value = UploadListRequest.class, name = "upload-list"),
  @JsonSubTypes.Type(value = PauseUploadRequest.class, name = "upload-pause"),
  @JsonSubTypes.Type(value = WatchUploadsRequest.class, name = "watch-uploads"),
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
  @JsonSubTypes.Type(value = BundleFilesRequest.class, name = "bundle-files"),
  @JsonSubTypes.Type(value = HistoryRequest.class, name = "history"),
  @JsonSubTypes.Type(value = RestoreRequest.class, name = "restore"),
  @JsonSubTypes.Type(value = ReplaceRequest.class, name = "replace"),
  @JsonSubTypes.Type(value = VersioningRequest.class, name = "versioning"),
  @JsonSubTypes.Type(value = ConflictStateRequest.class, name = "conflict-state"),
  @JsonSubTypes.Type(value = ClearConflictRequest.class, name = "clear-conflict"),
  @JsonSubTypes.Type(value = PermissionRequest.class, name = "permission"),
})
public sealed interface Request<R>
    permits OwnFilesRequest,
        OwnFileRequest,
        ProtocolRequest,
        StatusRequest,
        CacheRequest,
        PinRequest,
        UnpinRequest,
        OptimizeSpaceRequest,
        StopOptimizeSpaceRequest,
        UnmountRequest,
        SyncStartRequest,
        SyncStopRequest,
        UploadListRequest,
        PauseUploadRequest,
        CloudSwitchRequest,
        DataChangedRequest,
        CloudCleanRequest,
        SyncAcceptRequest,
        TrashListRequest,
        CheckRequest,
        StateRequest,
        MediaRequest,
        StartTaskRequest,
        StopTaskRequest,
        DownloadListRequest,
        ConflictsRequest,
        LastSyncRequest,
        BundleFilesRequest,
        UnwatchRequest,
        Subscription,
        RestoreRequest,
        ReplaceRequest,
        VersioningRequest,
        ClearConflictRequest,
        PermissionRequest {

  /** The class of the result. */
  Class<R> resultType();

  /** What somebody needs who is neither the mount's owner nor root. */
  default Need need() {
    return Need.OWNER;
  }

  /** Whether what it began goes on when nobody waits for its end any more. */
  default boolean goesOn() {
    return false;
  }

  /** The files that it is about, as absolute paths. */
  default List<String> named() {
    return List.of();
  }

  /** The bundle that it is about; null where that is the whole mount, or it is about files. */
  default @Nullable String bundle() {
    return null;
  }

  /** The same of somebody's own bundle, where it is about bundles and names none. */
  default Request<R> in(String own) {
    return this;
  }

  /** The result as others may see it: without names of files that they did not name. */
  default R forOthers(R result) {
    return result;
  }

  /** Does it. */
  R answer(ControlledMount mount, ProgressListener progress)
      throws IOException, InterruptedException;
}
