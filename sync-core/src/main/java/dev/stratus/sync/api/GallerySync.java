package dev.stratus.sync.api;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sync of images and videos: cloudSync's GallerySync. They sync with all other files of the
 * mount, so that it is one with {@link FileSync}.
 */
public final class GallerySync {

  private final SyncCalls calls;
  private final SyncListener listener;

  public GallerySync(CloudSync cloud) {
    this.calls = new SyncCalls(cloud.link());
    this.listener = new SyncListener(cloud.link());
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
  public void on(@Nullable String event, @Nullable Consumer<SyncProgress> callback)
      throws CloudSyncException {
    Calls.now(
        Member.GALLERY_ON,
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
  public void off(@Nullable String event) throws CloudSyncException {
    Calls.now(
        Member.GALLERY_OFF,
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
  public void off(@Nullable String event, @Nullable Consumer<SyncProgress> callback)
      throws CloudSyncException {
    off(event);
  }

  /**
   * Begins a round: what changed in the cloud comes down, what waits or failed goes up. Completes
   * when it has begun; while one is under way, another one follows it. Also ends what {@link #stop}
   * began.
   */
  public CompletableFuture<@Nullable Void> start() {
    return Calls.future(Member.GALLERY_START, calls::start);
  }

  /** The callback form of {@link #start()}. */
  public void start(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.GALLERY_START_CALLBACK, calls::start, callback);
  }

  /** Halts all uploads, also over restarts; what is written stays safe here, STOPPED. */
  public CompletableFuture<@Nullable Void> stop() {
    return Calls.future(Member.GALLERY_STOP, calls::stop);
  }

  /** The callback form of {@link #stop()}. */
  public void stop(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.GALLERY_STOP_CALLBACK, calls::stop, callback);
  }
}
