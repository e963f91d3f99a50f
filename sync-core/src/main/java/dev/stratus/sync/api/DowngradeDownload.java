package dev.stratus.sync.api;

import dev.stratus.sync.control.BundleFiles;
import dev.stratus.sync.control.BundleFilesRequest;
import dev.stratus.sync.control.DownloadRequest;
import dev.stratus.sync.control.DownloadResult;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.StopDownloadRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a whole bundle here before its cloud is left: cloudSyncManager's DowngradeDownload (system
 * API, API 20; {@code ohos.permission.CLOUDFILE_SYNC_MANAGER}).
 *
 * <p>An absent network is waited out, and what was begun goes on after a restart of the daemon,
 * though nobody hears of that any more.
 */
public final class DowngradeDownload {

  private final MountLink link;
  private final String name;
  private final String bundle;

  /**
   * For a first-level directory of the mount.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} for what is no bundle's name
   */
  public DowngradeDownload(CloudSync cloud, @Nullable String bundleName) throws CloudSyncException {
    this.link = cloud.link();
    this.name = Calls.now(Member.DOWNGRADE, () -> Arguments.requireBundle(bundleName));
    this.bundle = cloud.uris().in(name).own().toString();
  }

  /**
   * Counts the files by where they are: cloudSyncManager's getCloudFileInfo. Fails with {@link
   * ErrorCode#NO_SUCH_FILE} without such a bundle, {@link ErrorCode#PERMISSION_DENIED}, {@link
   * ErrorCode#IPC_ERROR}.
   */
  public CompletableFuture<CloudFileInfo> getCloudFileInfo() {
    return Calls.future(Member.DOWNGRADE, this::count);
  }

  private CloudFileInfo count() throws CloudSyncException {
    BundleFiles found = Calls.ask(link, new BundleFilesRequest(name));
    return new CloudFileInfo(
        found.cloud().files(),
        found.cloud().bytes(),
        found.local().files(),
        found.local().bytes(),
        found.both().files(),
        found.both().bytes());
  }

  /**
   * Begins to bring all files here: cloudSyncManager's startDownload. Completes when that has
   * begun; the callback hears how it goes on, one call after the other, and last {@link
   * State#COMPLETED}, {@link State#FAILED} or {@link State#STOPPED}.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} without a callback, {@link
   * ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#NO_SPACE}, {@link ErrorCode#PERMISSION_DENIED},
   * {@link ErrorCode#IPC_ERROR}.
   */
  public CompletableFuture<@Nullable Void> startDownload(
      @Nullable Consumer<DowngradeProgress> callback) {
    CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
    Calls.run(() -> run(callback, begun));
    return begun;
  }

  private void run(
      @Nullable Consumer<DowngradeProgress> callback, CompletableFuture<@Nullable Void> begun) {
    try {
      Consumer<DowngradeProgress> told = Arguments.requireCallback(callback);
      download(told, begun);
    } catch (CloudSyncException e) {
      begun.completeExceptionally(e.as(Member.DOWNGRADE));
    }
  }

  private void download(
      Consumer<DowngradeProgress> callback, CompletableFuture<@Nullable Void> begun)
      throws CloudSyncException {
    try {
      DownloadResult result =
          link.ask(
              new DownloadRequest(List.of(bundle), true),
              progress -> {
                begun.complete(null);
                tell(callback, running(progress));
              });
      begun.complete(null);
      tell(callback, ended(result));
    } catch (IOException e) {
      if (!begun.isDone()) {
        throw Failures.of(e);
      }
      tell(
          callback,
          new DowngradeProgress(State.STOPPED, 0, 0, 0, 0, 0, DownloadStopReason.APP_UNLOAD));
    }
  }

  private static void tell(Consumer<DowngradeProgress> callback, DowngradeProgress progress) {
    Calls.harmless(() -> callback.accept(progress));
  }

  private static DowngradeProgress running(Progress progress) {
    return new DowngradeProgress(
        State.RUNNING,
        progress.filesDone(),
        0,
        progress.filesTotal(),
        progress.bytesDone(),
        progress.bytesTotal(),
        DownloadStopReason.NO_STOP);
  }

  private static DowngradeProgress ended(DownloadResult result) {
    boolean allCame = result.done() == result.missing().files();
    State state = allCame ? State.COMPLETED : result.stopped() ? State.STOPPED : State.FAILED;
    DownloadStopReason reason =
        switch (state) {
          case STOPPED -> DownloadStopReason.USER_STOPPED;
          case FAILED -> DownloadStopReason.OTHER_REASON;
          case RUNNING, COMPLETED -> DownloadStopReason.NO_STOP;
        };
    long bytes = allCame ? result.missing().bytes() : 0;
    return new DowngradeProgress(
        state,
        result.done(),
        result.failedCount(),
        result.missing().files(),
        bytes,
        result.missing().bytes(),
        reason);
  }

  /**
   * Ends it; what came stays. Without one, nothing happens: cloudSyncManager's stopDownload. Fails
   * with {@link ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#IPC_ERROR}.
   */
  public CompletableFuture<@Nullable Void> stopDownload() {
    return Calls.future(
        Member.DOWNGRADE,
        () -> {
          Calls.ask(link, new StopDownloadRequest(List.of(bundle)));
          return null;
        });
  }
}
