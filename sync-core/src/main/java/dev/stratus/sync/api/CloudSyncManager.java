package dev.stratus.sync.api;

import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.CloudCleanRequest;
import dev.stratus.sync.control.CloudSwitchRequest;
import dev.stratus.sync.control.DataChangedRequest;
import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.StatusRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The account and the switches: the functions of cloudSyncManager's module (system API; {@code
 * ohos.permission.CLOUDFILE_SYNC_MANAGER}), for one mount.
 *
 * <p>The account of a mount is its bucket, and a bundle a first-level directory of it. What is
 * switched off is kept over restarts: nothing of it goes up or is deleted in the cloud, nothing of
 * it comes down by itself, and its sync is refused with {@link ErrorCode#CLOUD_NOT_READY}; what is
 * written waits safely here. Its files stay in the folder, and are read and brought here on request
 * of a reader, since a folder that hides files looks like one that lost them.
 *
 * <p>Each call fails with {@link ErrorCode#PERMISSION_DENIED}, {@link
 * ErrorCode#NOT_SYSTEM_APPLICATION}, {@link ErrorCode#INVALID_PARAMETER} for another account, what
 * is no bundle's name, or something missing, and {@link ErrorCode#IPC_ERROR} without a daemon. It
 * completes when it is done.
 */
public final class CloudSyncManager {

  private final MountLink link;
  private final CloudUri uris;

  public CloudSyncManager(CloudSync cloud) {
    this.link = cloud.link();
    this.uris = cloud.uris();
  }

  /** The account of the mount; the original takes it from its account kit. */
  public String accountId() throws CloudSyncException {
    return Calls.now(Member.MANAGER, () -> Calls.ask(link, new StatusRequest()).mount().bucket());
  }

  /**
   * Switches the cloud on, and with it the bundles of {@code switches} on or off; a sync begins:
   * cloudSyncManager's enableCloud.
   */
  public CompletableFuture<@Nullable Void> enableCloud(
      @Nullable String accountId, @Nullable Map<String, Boolean> switches) {
    return Calls.future(Member.MANAGER, allowed(() -> turn(accountId, true, switches)));
  }

  /** The callback form of {@link #enableCloud(String, Map)}. */
  public void enableCloud(
      @Nullable String accountId,
      @Nullable Map<String, Boolean> switches,
      AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> turn(accountId, true, switches)), callback);
  }

  /**
   * Switches the cloud off; each bundle's own switch stays as it is: cloudSyncManager's
   * disableCloud.
   */
  public CompletableFuture<@Nullable Void> disableCloud(@Nullable String accountId) {
    return Calls.future(Member.MANAGER, allowed(() -> turn(accountId, false, Map.of())));
  }

  /** The callback form of {@link #disableCloud(String)}. */
  public void disableCloud(@Nullable String accountId, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> turn(accountId, false, Map.of())), callback);
  }

  /**
   * Switches one bundle on, which begins a sync, or off, which keeps its local copies as they are:
   * cloudSyncManager's changeAppCloudSwitch.
   */
  public CompletableFuture<@Nullable Void> changeAppCloudSwitch(
      @Nullable String accountId, @Nullable String bundleName, boolean status) {
    return Calls.future(Member.MANAGER, allowed(() -> turn(accountId, bundleName, status)));
  }

  /** The callback form of {@link #changeAppCloudSwitch(String, String, boolean)}. */
  public void changeAppCloudSwitch(
      @Nullable String accountId,
      @Nullable String bundleName,
      boolean status,
      AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> turn(accountId, bundleName, status)), callback);
  }

  /** A missing permission is told before anything else that is wrong. */
  private <T extends @Nullable Object> Calls.Call<T> allowed(Calls.Call<T> call) {
    return new Permit(link, Need.MANAGER_AND_SYSTEM).before(call);
  }

  private @Nullable Void turn(@Nullable String accountId, @Nullable String bundle, boolean on)
      throws CloudSyncException {
    return turn(accountId, null, Map.of(Arguments.requireBundle(bundle), on));
  }

  private @Nullable Void turn(
      @Nullable String accountId, @Nullable Boolean cloud, @Nullable Map<String, Boolean> bundles)
      throws CloudSyncException {
    Calls.ask(
        link,
        new CloudSwitchRequest(
            account(accountId), cloud, Arguments.requireGiven(bundles, "What is to be switched")));
    return null;
  }

  private static String account(@Nullable String accountId) throws CloudSyncException {
    return Arguments.requireGiven(accountId, "An account");
  }

  /**
   * Says that something of a bundle changed in the cloud, which is looked for at once:
   * cloudSyncManager's notifyDataChange(accountId, bundleName).
   */
  public CompletableFuture<@Nullable Void> notifyDataChange(
      @Nullable String accountId, @Nullable String bundleName) {
    return Calls.future(Member.MANAGER, allowed(() -> changed(accountId, bundleName)));
  }

  /** The callback form of {@link #notifyDataChange(String, String)}. */
  public void notifyDataChange(
      @Nullable String accountId,
      @Nullable String bundleName,
      AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> changed(accountId, bundleName)), callback);
  }

  /**
   * The same, as a push of the cloud says it: cloudSyncManager's notifyDataChange(userId,
   * extraData). A mount has one account, whichever user it is of, and all of it is looked at.
   *
   * @param userId at least 0
   */
  public CompletableFuture<@Nullable Void> notifyDataChange(
      int userId, @Nullable ExtraData extraData) {
    return Calls.future(Member.MANAGER, allowed(() -> pushed(userId, extraData)));
  }

  /** The callback form of {@link #notifyDataChange(int, ExtraData)}. */
  public void notifyDataChange(
      int userId, @Nullable ExtraData extraData, AsyncCallback<@Nullable Void> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> pushed(userId, extraData)), callback);
  }

  private @Nullable Void changed(@Nullable String accountId, @Nullable String bundle)
      throws CloudSyncException {
    Calls.ask(link, new DataChangedRequest(account(accountId), Arguments.requireBundle(bundle)));
    return null;
  }

  private @Nullable Void pushed(int userId, @Nullable ExtraData extraData)
      throws CloudSyncException {
    Arguments.requireGiven(extraData, "What the push brought");
    if (userId < 0) {
      throw new CloudSyncException(ErrorCode.INVALID_PARAMETER, userId + " is no user.");
    }
    Calls.ask(link, new DataChangedRequest(null, null));
    return null;
  }

  /**
   * Ends the downloads of bundles that go on behind, and of those with {@link Action#CLEAR_DATA}
   * drops the local copies: cloudSyncManager's clean. What was changed here, is only here, open or
   * pinned stays.
   *
   * @return the uris of the files whose local copies were to go and stayed, at most the first
   *     1,000; the original tells nothing
   */
  public CompletableFuture<List<String>> clean(
      @Nullable String accountId, @Nullable Map<String, Action> appActions) {
    return Calls.future(Member.MANAGER, allowed(() -> cleaned(accountId, appActions)));
  }

  /** The callback form of {@link #clean(String, Map)}. */
  public void clean(
      @Nullable String accountId,
      @Nullable Map<String, Action> appActions,
      AsyncCallback<List<String>> callback) {
    Calls.tell(Member.MANAGER, allowed(() -> cleaned(accountId, appActions)), callback);
  }

  private List<String> cleaned(@Nullable String accountId, @Nullable Map<String, Action> appActions)
      throws CloudSyncException {
    Map<String, Boolean> cleared = new HashMap<>();
    Arguments.requireGiven(appActions, "What is to be cleaned")
        .forEach((bundle, action) -> cleared.put(bundle, action == Action.CLEAR_DATA));
    CleanCacheResult result = Calls.ask(link, new CloudCleanRequest(account(accountId), cleared));
    return result.kept().stream()
        .map(file -> FileUri.getUriFromPath(uris.mountPoint().resolve(file.path()).toString()))
        .toList();
  }
}
