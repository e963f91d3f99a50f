package dev.stratus.sync.control;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.peer.FileRights;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the control socket needs of a mount's core.
 *
 * <p>Every method may be called from any thread. A method that takes a {@link ProgressListener}
 * calls it about once a second even when nothing moved (that is how a client that went away is
 * noticed) and lets what it throws pass. An {@link IOException} becomes the error that the user
 * reads: what was tried, why not, what to do next.
 */
public interface ControlTarget {

  /** The state of the sync now. Never waits for the network. */
  SyncStatus status();

  /** The same of what is at and below a path. */
  TreeStatus treeStatus(String path) throws IOException;

  /** States of files, one page of them. */
  StatePage states(StateRequest request) throws IOException;

  /** How many files a bundle has, by where they are. */
  BundleFiles bundleFiles(String bundle) throws IOException;

  /** The state of each file, in their order; the first path that fails fails it all. */
  List<FileSyncState> fileStates(List<String> paths) throws IOException;

  /** The path of the image or video with this inode number, below the mount's root. */
  String mediaPath(long number) throws IOException;

  /** The conflicted copies that nobody dealt with, the latest first. */
  ConflictList conflicts() throws IOException;

  /**
   * Whom the directories belong to that lead to a path, and at the end what is there; the longest
   * part of the way that there is.
   */
  List<FileRights> wayTo(String path) throws IOException;

  /** The versions that the bucket keeps of a file. */
  HistoryList history(HistoryRequest request, ProgressListener progress) throws IOException;

  /** Writes one of them into the mount; the bytes that it replaces are a version themselves. */
  RestoreResult restore(RestoreRequest request, ProgressListener progress) throws IOException;

  /**
   * Whether a file waits for a decision between what is here and what is there.
   *
   * @param clear decides for what is here
   */
  ConflictState conflictState(String path, boolean clear) throws IOException;

  /** Puts a version that was written under another name into the place of its file. */
  Done replace(ReplaceRequest request) throws IOException;

  /**
   * Whether the bucket keeps versions.
   *
   * @param enable lets it keep them first
   */
  VersioningStatus versioning(boolean enable) throws IOException;

  /**
   * Waits until every file at or below the paths is in the cloud, or has failed, or is stopped, or
   * the time is over.
   */
  WaitResult waitUntilSynced(WaitRequest request, ProgressListener progress)
      throws IOException, InterruptedException;

  /** Drops the local copies at the paths that are safe to drop, and names what it kept. */
  CleanCacheResult cleanCache(CleanCacheRequest request) throws IOException;

  /** Brings all at and below the paths here. */
  DownloadResult download(DownloadRequest request, ProgressListener progress)
      throws IOException, InterruptedException;

  /**
   * Ends the downloads that began at or below some paths; what came stays.
   *
   * @return whether there was one
   */
  boolean stopDownload(List<String> paths) throws IOException;

  /** What takes the room of the local copies. */
  CacheContents cache(CacheRequest request) throws IOException;

  /** Keeps what is at the paths here, and begins to bring what is missing. */
  PinResult pin(PinRequest request) throws IOException;

  /** Takes pins away; the local copies stay for now. */
  PinResult unpin(UnpinRequest request) throws IOException;

  /**
   * Begins a download that a program follows.
   *
   * @throws IOException unless it is a batch, if a file is not there, is no file, or has no room
   */
  void startTask(StartTaskRequest request) throws IOException;

  /**
   * Ends one; where it is to clean up, that is done when this returns.
   *
   * @return whether it was under way
   */
  boolean stopTask(StopTaskRequest request) throws IOException;

  /**
   * Tells how the tasks of a session go.
   *
   * @return ends it
   * @throws IOException if somebody follows this session already
   */
  Runnable watchTasks(String session, Consumer<? super TaskEvent> events) throws IOException;

  /** How the downloads of some files stand, in their order. */
  List<DownloadList.Item> downloadList(List<String> paths) throws IOException;

  /** Ages media, or runs the policy by free space when neither size nor days are given. */
  OptimizeSpaceResult optimizeSpace(OptimizeSpaceRequest request, ProgressListener progress)
      throws IOException, InterruptedException;

  /**
   * Ends the run of {@link #optimizeSpace} that is under way.
   *
   * @return whether there was one
   */
  boolean stopOptimizeSpace();

  /**
   * Makes the mount ready to go: waits for pending uploads, or (not {@code waiting}) says at once
   * what is left for the next mount. Does not unmount.
   */
  UnmountResult prepareUnmount(boolean waiting, ProgressListener progress)
      throws IOException, InterruptedException;

  /** The same of the whole mount. */
  default void startSync() throws IOException {
    startSync("");
  }

  /**
   * Lets the sync go on; files that were STOPPED are tried again.
   *
   * @param bundle whose sync; empty for the whole mount's
   */
  void startSync(String bundle) throws IOException;

  /** The same of the whole mount. */
  default void stopSync() throws IOException {
    stopSync("");
  }

  /**
   * Stops the sync, also over restarts; writes stay safe and wait.
   *
   * @param bundle whose sync; empty for the whole mount's
   */
  void stopSync(String bundle) throws IOException;

  /**
   * Switches the cloud on or off.
   *
   * @param cloud its own switch; null leaves it as it is
   * @param bundles whether each of these is on
   */
  CloudState switchCloud(@Nullable Boolean cloud, Map<String, Boolean> bundles) throws IOException;

  /**
   * Looks at once for what changed in the cloud.
   *
   * @param bundle where; empty for anywhere
   */
  void dataChanged(String bundle) throws IOException;

  /**
   * Ends the downloads of bundles.
   *
   * @param bundles whether the local copies of each go too
   */
  CleanCacheResult cleanCloud(Map<String, Boolean> bundles) throws IOException;

  /**
   * Tries everything at or below a path at once that failed or waits after a failure.
   *
   * @return how many files that are
   */
  long retry(String path) throws IOException;

  /** Lets the next compare do what was held back. */
  AcceptResult acceptRemote() throws IOException;

  /** Holds index, local copies and bucket against each other, and mends them if asked to. */
  CheckResult check(CheckRequest request, ProgressListener progress)
      throws IOException, InterruptedException;

  /** What is in the trash, the newest first. */
  List<TrashedFile> trash();

  /**
   * Tells what changes at a path, beginning with the first change after this returned.
   *
   * @return ends it
   */
  Runnable watchChanges(WatchChangesRequest request, Consumer<? super FileEvent> events)
      throws IOException;

  /**
   * Tells how the sync stands, at once and whenever it stands otherwise.
   *
   * @param bundle whose sync; empty for the whole mount's
   * @return ends it
   */
  Runnable watchSync(String bundle, Consumer<? super SyncEvent> events) throws IOException;

  /** How the uploads of some files stand, in their order. */
  List<UploadEvent> uploads(List<String> paths) throws IOException;

  /** Lets a file not go up for now, also over restarts, or takes that back. */
  void pauseUpload(String path, boolean pause) throws IOException;

  /**
   * Tells how the uploads of files go.
   *
   * @param bundle of which; empty for the whole mount
   * @return ends it
   */
  Runnable watchUploads(String bundle, Consumer<? super UploadEvent> events) throws IOException;

  /** When all (of a bundle) was last in step, in milliseconds since 1970; 0 if it never was. */
  long lastSyncMillis(String bundle) throws IOException;
}
