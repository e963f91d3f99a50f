package dev.stratus.sync.api;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.control.ControlledMount;
import dev.stratus.sync.control.FileStatesRequest;
import dev.stratus.sync.control.MediaRequest;
import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.StopOptimizeSpaceRequest;
import dev.stratus.sync.mounts.MountEntry;
import dev.stratus.sync.mounts.MountTable;
import dev.stratus.sync.space.Media;
import dev.stratus.sync.view.FileSystemView;
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
  private final ChangeListeners changes;
  private final TaskFeed tasks;

  CloudSync(Path mountPoint, MountLink link) {
    this.uris = new CloudUri(mountPoint, "", link, this::mediaPath);
    this.link = link;
    this.changes = new ChangeListeners(mountPoint, link);
    this.tasks = new TaskFeed(link);
  }

  /**
   * The module for a mount.
   *
   * @param inMount its mount point, or any file or directory below
   * @throws CloudSyncException {@link ErrorCode#NO_SUCH_FILE} if there is nothing at the path
   */
  public static CloudSync at(Path inMount) throws CloudSyncException {
    try {
      Path real = inMount.toRealPath();
      Path root =
          MountTable.read()
              .holding(real)
              .filter(MountEntry::isStratus)
              .map(MountEntry::point)
              .orElse(real);
      return new CloudSync(root, new SocketLink(root, new KernelFiles()));
    } catch (IOException e) {
      throw Failures.ofFile(inMount.toString(), e);
    }
  }

  /**
   * The module for code in the daemon's own process, without a socket: it may do everything. Other
   * code in that process must not touch the mount itself, but go through the view.
   */
  public static CloudSync within(ControlledMount mount, FileSystemView view) {
    return new CloudSync(Path.of(mount.facts().mountPoint()), new DirectLink(mount, view));
  }

  private Path mediaPath(long number) throws CloudSyncException {
    return Path.of(Calls.ask(link, new MediaRequest(number)).path());
  }

  /**
   * The uri of an image or a video as a media asset, {@code file:///media/Photo/NUMBER}: it stays
   * the same when the file is renamed or moved. The original takes it from its media library.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} for what is neither an image nor
   *     a video by its name; {@link ErrorCode#INVALID_URI}; {@link ErrorCode#NO_SUCH_FILE}
   */
  public String photoUri(@Nullable String uri) throws CloudSyncException {
    Path file = uris.resolve(Arguments.require(uri));
    if (!Media.isMedia(file.getFileName().toString())) {
      throw new CloudSyncException(
          ErrorCode.INVALID_PARAMETER, uri + " is neither an image nor a video.");
    }
    try {
      return CloudUri.MEDIA + link.number(file);
    } catch (IOException e) {
      throw Failures.ofFile(file.toString(), e);
    }
  }

  CloudUri uris() {
    return uris;
  }

  /** The downloads of this program. */
  TaskFeed tasks() {
    return tasks;
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
    return Calls.now(Member.FILE_SYNC_STATE, () -> state(uri));
  }

  private FileSyncState state(@Nullable String uri) throws CloudSyncException {
    String named = Arguments.require(uri);
    Path file = uris.resolve(named);
    try {
      return FileSyncState.valueOf(link.attribute(file, STATE));
    } catch (IOException e) {
      throw Failures.ofFile(named, e);
    }
  }

  /**
   * The states of 1 to 100 files, in their order: cloudSync's getFileSyncState(Array). The first
   * file that fails fails it all. The daemon answers it, with one question.
   */
  public CompletableFuture<List<FileSyncState>> getFileSyncState(@Nullable List<String> files) {
    return Calls.future(Member.FILE_SYNC_STATES, permit().before(() -> states(files)));
  }

  /** The callback form of {@link #getFileSyncState(List)}. */
  public void getFileSyncState(
      @Nullable List<String> files, AsyncCallback<List<FileSyncState>> callback) {
    Calls.tell(Member.FILE_SYNC_STATES, permit().before(() -> states(files)), callback);
  }

  private Permit permit() {
    return new Permit(link, Need.SYNC_AND_SYSTEM);
  }

  private List<FileSyncState> states(@Nullable List<String> files) throws CloudSyncException {
    List<String> paths = new ArrayList<>();
    for (String uri : Arguments.requireBetween(files, 1, MAX_URIS)) {
      paths.add(uris.parse(Arguments.require(uri)).toString());
    }
    return Calls.ask(link, new FileStatesRequest(paths)).states();
  }

  /**
   * Where a file's upload stands: cloudSync's getCoreFileSyncState.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a uri, and as above
   */
  public FileState getCoreFileSyncState(@Nullable String uri) throws CloudSyncException {
    return Calls.now(Member.CORE_FILE_SYNC_STATE, () -> FileState.of(state(uri)));
  }

  /**
   * Frees space by the policy: media that nobody opened for 30 days where less than half of the
   * disk is free, younger ones where less than 15 % is. Completes when the run has ended.
   */
  public CompletableFuture<@Nullable Void> optimizeStorage() {
    return Calls.future(
        Member.OPTIMIZE_STORAGE,
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
      return Calls.future(
          Member.START_OPTIMIZE_SPACE,
          permit()
              .before(
                  () -> {
                    throw new CloudSyncException(
                        ErrorCode.INVALID_PARAMETER,
                        "A size and days of at least 0 and a callback, please.");
                  }));
    }
    return new SpaceCall(link, callback).start(param);
  }

  /**
   * Ends the run of {@link #startOptimizeSpace}; without one, nothing happens: cloudSync's
   * stopOptimizeSpace.
   */
  public void stopOptimizeSpace() throws CloudSyncException {
    Calls.now(Member.STOP_OPTIMIZE_SPACE, () -> Calls.ask(link, new StopOptimizeSpaceRequest()));
  }

  /**
   * Tells what happens at a file, or at a directory and to the names in it, whoever does it, here
   * or through the cloud: cloudSync's registerChange. A new file is told when it is first closed, a
   * changed one when its last writer closes it. Several callbacks of one uri all hear of it.
   *
   * @param recursion whether all below a directory is meant
   * @param callback called in the order of the changes, one call at a time; what it throws is
   *     logged
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} without a uri or a callback,
   *     {@link ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#INVALID_URI}, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#IPC_ERROR} without a daemon
   */
  public void registerChange(
      @Nullable String uri, boolean recursion, @Nullable Consumer<ChangeData> callback)
      throws CloudSyncException {
    Calls.now(
        Member.REGISTER_CHANGE,
        () -> {
          Path path = uris.resolve(Arguments.require(uri));
          changes.add(path, recursion, Arguments.requireCallback(callback));
          return uri;
        });
  }

  /**
   * Ends all callbacks that were registered for a uri by this object: cloudSync's unregisterChange.
   * No call begins after it returned. The file may be gone meanwhile; without a callback nothing
   * happens.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER} without a uri, {@link
   *     ErrorCode#INVALID_URI}
   */
  public void unregisterChange(@Nullable String uri) throws CloudSyncException {
    Calls.now(
        Member.UNREGISTER_CHANGE,
        () -> {
          changes.remove(uris.parse(Arguments.require(uri)));
          return uri;
        });
  }
}
