package dev.stratus.sync.api;

import dev.stratus.sync.control.WatchSyncRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FileSync} and {@link GallerySync} have in common: the sync of a mount, or of a
 * bundle, goes on, is halted, and tells how it stands. Each has failures of its own.
 */
public abstract sealed class MountSync permits FileSync, GallerySync {

  private final SyncCalls calls;
  private final SyncListener listener;
  private final Members members;

  /** What the calls are called there, which decides their codes. */
  record Members(
      Member on,
      Member off,
      Member start,
      Member startCallback,
      Member stop,
      Member stopCallback) {}

  /**
   * @param bundle null for the whole mount
   */
  MountSync(CloudSync cloud, @Nullable String bundle, Members members) {
    this.calls = new SyncCalls(cloud.link(), bundle);
    this.listener = new SyncListener(cloud.link(), new WatchSyncRequest(bundle));
    this.members = members;
  }

  final SyncCalls calls() {
    return calls;
  }

  /**
   * Tells how the sync stands, at once and whenever it stands otherwise: cloudSync's
   * on('progress'). An object has one callback: as in the original, a second one is ignored. When
   * the daemon dies while something moves, the callback hears {@link SyncState#STOPPED}; when it is
   * back, the state of then.
   *
   * @param event {@code "progress"}
   * @param callback called one state after the other, from a thread that holds no lock
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER}, {@link ErrorCode#IPC_ERROR}
   *     without a daemon, {@link ErrorCode#PERMISSION_DENIED}
   */
  public final void on(@Nullable String event, @Nullable Consumer<SyncProgress> callback)
      throws CloudSyncException {
    Calls.now(
        members.on(),
        () -> {
          listener.on(event, callback);
          return this;
        });
  }

  /**
   * Ends {@link #on}: cloudSync's off('progress').
   *
   * @param event {@code "progress"}
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER}
   */
  public final void off(@Nullable String event) throws CloudSyncException {
    Calls.now(
        members.off(),
        () -> {
          listener.off(event);
          return this;
        });
  }

  /**
   * The same; the callback need not be the registered one, as in the original.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER}
   */
  public final void off(@Nullable String event, @Nullable Consumer<SyncProgress> callback)
      throws CloudSyncException {
    off(event);
  }

  /**
   * Begins a round: what changed in the cloud comes down, what waits or failed goes up. Completes
   * when it has begun; while one is under way, another one follows it. Also ends what {@link #stop}
   * began, as soon as nothing else is in the way.
   *
   * <p>Fails with {@link ErrorCode#NETWORK_UNAVAILABLE} if the cloud does not answer, {@link
   * ErrorCode#CLOUD_NOT_READY} if it refuses the credentials or is switched off here (see {@link
   * CloudSyncManager}), {@link ErrorCode#LOW_BATTERY} below 10 % on battery; {@link
   * ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#NOT_SYSTEM_APPLICATION}, {@link
   * ErrorCode#IPC_ERROR}.
   */
  public final CompletableFuture<@Nullable Void> start() {
    return Calls.future(members.start(), calls::start);
  }

  /** The callback form of {@link #start()}. */
  public final void start(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(members.startCallback(), calls::start, callback);
  }

  /** Halts its uploads, also over restarts; what is written stays safe here, STOPPED. */
  public final CompletableFuture<@Nullable Void> stop() {
    return Calls.future(members.stop(), calls::stop);
  }

  /** The callback form of {@link #stop()}. */
  public final void stop(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(members.stopCallback(), calls::stop, callback);
  }
}
