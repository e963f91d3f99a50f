package dev.stratus.sync.api;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.StopOptimizeSpaceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of cloudSync's module, for the files of one mount.
 *
 * <p>A file is named by a uri: {@code file://BUNDLE/PATH} with a first-level directory of the mount
 * as the bundle, {@code file:///MOUNT/PATH}, or a plain absolute path. What is no uri of a file in
 * the mount fails with {@link ErrorCode#INVALID_URI}, what is not there with {@link
 * ErrorCode#NO_SUCH_FILE}. Instances may be used by any number of threads.
 */
public final class CloudSync {

  private static final int MAX_URIS = 100;
  private static final String STATE = "cloud.state";

  private final CloudUri uris;
  private final MountLink link;

  CloudSync(CloudUri uris, MountLink link) {
    this.uris = uris;
    this.link = link;
  }

  /**
   * The module for a mount.
   *
   * @throws CloudSyncException {@link ErrorCode#NO_SUCH_FILE} if there is no such directory
   */
  public static CloudSync at(Path mountPoint) throws CloudSyncException {
    try {
      Path root = mountPoint.toRealPath();
      return new CloudSync(new CloudUri(root), new SocketLink(root));
    } catch (IOException e) {
      throw Failures.ofFile(mountPoint.toString(), e);
    }
  }

  CloudUri uris() {
    return uris;
  }

  MountLink link() {
    return link;
  }

  /**
   * Where a file stands between here and the cloud: cloudSync's getFileSyncState(uri).
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} without a uri, and as above
   */
  public FileSyncState getFileSyncState(@Nullable String uri) throws CloudSyncException {
    String named = Arguments.require(uri, ErrorCode.INVALID_PARAMETER);
    Path file = uris.resolve(named);
    try {
      return FileSyncState.valueOf(link.attribute(file, STATE));
    } catch (IOException e) {
      throw Failures.ofFile(named, e);
    }
  }

  /**
   * The states of up to 100 files, in their order: cloudSync's getFileSyncState(Array). The first
   * file that fails fails it all.
   */
  public CompletableFuture<List<FileSyncState>> getFileSyncState(@Nullable List<String> files) {
    return Calls.future(() -> states(files));
  }

  /** The callback form of {@link #getFileSyncState(List)}. */
  public void getFileSyncState(
      @Nullable List<String> files, AsyncCallback<List<FileSyncState>> callback) {
    Calls.tell(() -> states(files), callback);
  }

  private List<FileSyncState> states(@Nullable List<String> files) throws CloudSyncException {
    List<FileSyncState> states = new ArrayList<>();
    for (String uri : Arguments.requireBetween(files, 1, MAX_URIS)) {
      states.add(getFileSyncState(uri));
    }
    return List.copyOf(states);
  }

  /**
   * Where a file's upload stands: cloudSync's getCoreFileSyncState.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a uri, and as above
   */
  public FileState getCoreFileSyncState(@Nullable String uri) throws CloudSyncException {
    return FileState.of(getFileSyncState(Arguments.require(uri, ErrorCode.INVALID_ARGUMENT)));
  }

  /**
   * Frees space by the policy: media that nobody opened for 30 days where less than half of the
   * disk is free, younger ones where less than 15 % is. Completes when the run has ended.
   */
  public CompletableFuture<Void> optimizeStorage() {
    return Calls.future(
        () -> {
          Calls.ask(link, new OptimizeSpaceRequest(null, null, false));
          return null;
        });
  }

  /**
   * Frees space by dropping local copies of media, the longest unopened first: cloudSync's
   * startOptimizeSpace. Completes when the run has begun; the callback hears how it goes on, and
   * last {@link OptimizeState#COMPLETED} with 100, {@link OptimizeState#STOPPED} or {@link
   * OptimizeState#FAILED}.
   *
   * <p>Fails with {@link ErrorCode#INVALID_PARAMETER} on negative numbers or without a callback,
   * and with {@link ErrorCode#ALREADY_RUNNING} while another run is under way.
   */
  public CompletableFuture<Void> startOptimizeSpace(
      @Nullable OptimizeSpaceParam param, @Nullable Consumer<OptimizeSpaceProgress> callback) {
    if (param == null || callback == null || param.totalSize() < 0 || param.agingDays() < 0) {
      return CompletableFuture.failedFuture(
          new CloudSyncException(
              ErrorCode.INVALID_PARAMETER,
              "A size and days of at least 0 and a callback, please."));
    }
    return new SpaceCall(link, callback).start(param);
  }

  /**
   * Ends the run of {@link #startOptimizeSpace}; without one, nothing happens: cloudSync's
   * stopOptimizeSpace.
   */
  public void stopOptimizeSpace() throws CloudSyncException {
    Calls.ask(link, new StopOptimizeSpaceRequest());
  }
}
