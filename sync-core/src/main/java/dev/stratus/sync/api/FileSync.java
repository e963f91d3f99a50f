package dev.stratus.sync.api;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sync of a mount's files go on, halts it, and tells how it stands: cloudSync's FileSync.
 *
 * <p>Files sync by themselves; nothing has to be started first.
 */
public final class FileSync {

  private final SyncCalls calls;
  private final SyncListener listener;

  public FileSync(CloudSync cloud) {
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
        Member.FILE_SYNC_ON,
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
        Member.FILE_SYNC_OFF,
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
    return Calls.future(Member.FILE_SYNC_START, calls::start);
  }

  /** The callback form of {@link #start()}. */
  public void start(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.FILE_SYNC_START, calls::start, callback);
  }

  /** Halts all uploads, also over restarts; what is written stays safe here, STOPPED. */
  public CompletableFuture<@Nullable Void> stop() {
    return Calls.future(Member.FILE_SYNC_STOP, calls::stop);
  }

  /** The callback form of {@link #stop()}. */
  public void stop(AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.FILE_SYNC_STOP, calls::stop, callback);
  }

  /**
   * When a round last brought all in step, in milliseconds since 1970, also before a restart; 0 if
   * none did: cloudSync's getLastSyncTime.
   */
  public CompletableFuture<Long> getLastSyncTime() {
    return Calls.future(Member.FILE_SYNC_LAST_TIME, calls::lastSyncTime);
  }

  /** The callback form of {@link #getLastSyncTime()}. */
  public void getLastSyncTime(AsyncCallback<Long> callback) {
    Calls.tell(Member.FILE_SYNC_LAST_TIME, calls::lastSyncTime, callback);
  }
}
