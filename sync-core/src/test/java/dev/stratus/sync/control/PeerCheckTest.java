package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.peer.FileRights;
import dev.stratus.sync.peer.Grants;
import dev.stratus.sync.peer.Peer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask what of a mount that belongs to the user 1000. */
class PeerCheckTest {

  private static final UserPrincipalLookupService NAMES =
      FileSystems.getDefault().getUserPrincipalLookupService();

  private static final List<Request<?>> OWNERS_ONLY =
      List.of(
          new UnmountRequest(true),
          new ConflictsRequest(),
          new TrashListRequest(),
          new CheckRequest(false),
          new SyncAcceptRequest(),
          new VersioningRequest(true),
          new RestoreRequest("/cloud/notes/a", null, null),
          new StateRequest("/cloud/notes", true, null));

  private static final List<Request<?>> OF_FILES =
      List.of(
          new StateRequest("/cloud/notes/a", false, null),
          new TreeStatusRequest("/cloud/notes"),
          new WaitRequest(List.of("/cloud/notes/a"), null),
          new CleanCacheRequest(List.of("/cloud/notes/a"), false, false),
          new DownloadRequest(List.of("/cloud/notes/a"), false),
          new SyncRetryRequest(List.of("/cloud/notes/a")),
          new HistoryRequest("/cloud/notes/a", 5, false),
          new WatchChangesRequest("/cloud/notes", true),
          new StartTaskRequest("session", 1, List.of("/cloud/notes/a"), false));

  private static final List<Request<?>> OF_SPACE =
      List.of(
          new OptimizeSpaceRequest(null, null, false),
          new StopOptimizeSpaceRequest(),
          new DownloadListRequest(List.of("/cloud/notes/a")));

  private static final List<Request<?>> OF_THE_WHOLE_SYNC =
      List.of(new SyncStartRequest(), new SyncStopRequest());

  private static final List<Request<?>> OF_THE_ACCOUNT =
      List.of(
          new CloudSwitchRequest("bucket", false, Map.of()),
          new DataChangedRequest(null, null),
          new CloudCleanRequest("bucket", Map.of("notes", true)));

  @TempDir Path temp;
  private final FakeTarget target = new FakeTarget();

  private static Peer peer(String uid) throws IOException {
    return new Peer(NAMES.lookupPrincipalByName(uid), NAMES.lookupPrincipalByGroupName(uid));
  }

  private PeerCheck check(Map<String, String> grants) throws IOException {
    ControlledMount mount = new ControlledMount(facts(), target, () -> {}, Grants.parse(grants));
    return new PeerCheck(
        NAMES.lookupPrincipalByName("1000"), NAMES.lookupPrincipalByName("0"), mount);
  }

  private static MountFacts facts() {
    return new MountFacts(
        "id",
        "bucket",
        "",
        "http://host",
        "given",
        "/cloud",
        "/state",
        null,
        "jnr",
        "auto",
        false,
        1,
        "1",
        Instant.EPOCH);
  }

  private static void assertMay(PeerCheck check, Peer peer, List<Request<?>> requests) {
    for (Request<?> request : requests) {
      assertThatCode(() -> check.require(peer, request))
          .as("%s", request)
          .doesNotThrowAnyException();
    }
  }

  private static void assertFails(
      ControlFailure failure, PeerCheck check, Peer peer, List<Request<?>> requests) {
    for (Request<?> request : requests) {
      assertThatThrownBy(() -> check.require(peer, request))
          .as("%s", request)
          .isInstanceOfSatisfying(
              ControlException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }
  }

  @Test
  void theOwnerAndRootMayDoEverything() throws IOException {
    PeerCheck check = check(Map.of());
    for (String uid : List.of("1000", "0")) {
      for (List<Request<?>> requests :
          List.of(OWNERS_ONLY, OF_FILES, OF_SPACE, OF_THE_WHOLE_SYNC)) {
        assertMay(check, peer(uid), requests);
      }
    }
  }

  @Test
  void othersMayOnlySeeThatThereIsAMount() throws IOException {
    PeerCheck check = check(Map.of());
    assertMay(check, peer("1001"), List.of(new StatusRequest()));
    for (List<Request<?>> requests : List.of(OWNERS_ONLY, OF_FILES, OF_SPACE, OF_THE_WHOLE_SYNC)) {
      assertFails(ControlFailure.DENIED, check, peer("1001"), requests);
    }
    ControlException malformed = new ControlException(ControlFailure.INVALID, "no request");
    assertThat(check.tells(peer("1001"), malformed).failure()).isEqualTo(ControlFailure.DENIED);
    assertThat(check.tells(peer("1000"), malformed)).isSameAs(malformed);
  }

  @Test
  void whoHasABundleMayAskForItsFilesOnly() throws IOException {
    PeerCheck check = check(Map.of("1001", "bundle=notes"));
    assertMay(check, peer("1001"), OF_FILES);
    assertFails(
        ControlFailure.DENIED,
        check,
        peer("1001"),
        List.of(
            new StateRequest("/cloud/other/a", false, null),
            new WaitRequest(List.of("/cloud/notes/a", "/cloud/other"), null),
            new StartTaskRequest("s", 1, List.of("/cloud/notes/a", "/cloud/other/a"), true),
            new WatchChangesRequest("/cloud", true),
            new TreeStatusRequest("/cloud")));
    List<Request<?>> ofTasks =
        List.of(new TaskEventsRequest("s"), new StopTaskRequest("s", 1, false));
    assertMay(check, peer("1001"), ofTasks);
    assertFails(ControlFailure.DENIED, check, peer("1002"), ofTasks);
    assertFails(ControlFailure.DENIED, check, peer("1001"), OWNERS_ONLY);
    assertFails(ControlFailure.DENIED, check, peer("1001"), OF_SPACE);
    assertFails(ControlFailure.DENIED, check, peer("1002"), OF_FILES);
  }

  @Test
  void whoHasABundleMayStartStopAndWatchItsSync() throws IOException {
    PeerCheck check = check(Map.of("1001", "bundle=notes"));
    assertMay(check, peer("1001"), ofBundle("notes"));
    assertFails(ControlFailure.DENIED, check, peer("1001"), ofBundle("other"));
    assertFails(ControlFailure.DENIED, check, peer("1001"), ofBundle(null));
    for (Request<?> request : ofBundle(null)) {
      assertThat(check.meant(peer("1001"), request).bundle()).isEqualTo("notes");
      assertThat(check.meant(peer("1000"), request)).isSameAs(request);
    }
    PeerCheck manager = check(Map.of("1001", "CLOUDFILE_SYNC_MANAGER, system-application"));
    assertMay(manager, peer("1001"), ofBundle("other"));
    assertMay(manager, peer("1001"), OF_THE_ACCOUNT);
    assertFails(ControlFailure.DENIED, check, peer("1001"), OF_THE_ACCOUNT);
    PeerCheck user = check(Map.of("1001", "CLOUDFILE_SYNC_MANAGER"));
    assertFails(ControlFailure.NOT_SYSTEM, user, peer("1001"), ofBundle("other"));
    assertFails(ControlFailure.NOT_SYSTEM, user, peer("1001"), OF_THE_ACCOUNT);
  }

  private static List<Request<?>> ofBundle(@Nullable String bundle) {
    return List.of(
        new SyncStartRequest(bundle),
        new SyncStopRequest(bundle),
        new LastSyncRequest(bundle),
        new PermissionRequest(Need.OWN_BUNDLE, bundle),
        new WatchSyncRequest(bundle));
  }

  @Test
  void ofOthersFilesOnlySystemApplicationsMayAsk() throws IOException {
    for (String permission : List.of("CLOUDFILE_SYNC", "CLOUDFILE_SYNC_MANAGER")) {
      PeerCheck user = check(Map.of("1001", permission + ", bundle=photos"));
      assertFails(ControlFailure.NOT_SYSTEM, user, peer("1001"), OF_FILES);
      assertThat(user.mayKnow(peer("1001"), "notes/a")).isFalse();
      PeerCheck owner = check(Map.of("1001", permission + ", bundle=notes"));
      assertMay(owner, peer("1001"), OF_FILES);
      PeerCheck system = check(Map.of("1001", permission + ", system-application"));
      assertMay(system, peer("1001"), OF_FILES);
    }
    PeerCheck withoutPermission = check(Map.of("1001", "system-application"));
    assertFails(ControlFailure.DENIED, withoutPermission, peer("1001"), OF_FILES);
  }

  @Test
  void nobodyHearsOfFilesThatTheyMayNotRead() throws IOException {
    PeerCheck check = check(Map.of("1001", "CLOUDFILE_SYNC_MANAGER, system-application"));
    assertMay(check, peer("1001"), OF_FILES);
    target.way = List.of(new FileRights(0, 0, 0755), new FileRights(0, 0, 0640));
    assertFails(ControlFailure.DENIED, check, peer("1001"), OF_FILES);
    target.way = List.of(new FileRights(0, 0, 0754), new FileRights(0, 0, 0644));
    assertFails(ControlFailure.DENIED, check, peer("1001"), OF_FILES);
    target.way = List.of(new FileRights(0, 0, 0755), new FileRights(0, 1001, 0640));
    assertMay(check, peer("1001"), OF_FILES);
    target.way = List.of(new FileRights(0, 0, 0755), new FileRights(1001, 0, 0044));
    assertFails(ControlFailure.DENIED, check, peer("1001"), OF_FILES);
  }

  @Test
  void changesAreToldToWhoeverMayListTheirDirectories() throws IOException {
    PeerCheck check = check(Map.of("1001", "bundle=notes"));
    target.way = List.of(new FileRights(0, 0, 0755), new FileRights(1000, 1000, 0755));
    assertThat(check.mayKnow(peer("1001"), "notes/a")).isTrue();
    assertThat(check.mayKnow(peer("1001"), "other/a")).isFalse();
    target.way = List.of(new FileRights(0, 0, 0755), new FileRights(1000, 1000, 0700));
    assertThat(check.mayKnow(peer("1001"), "notes/secret/a")).isFalse();
  }

  @Test
  void whatOthersHearOfARenameNamesOnlyWhatTheyMayKnow() throws IOException {
    WatchChangesRequest watch = new WatchChangesRequest("/cloud/notes", true);
    ControlledMount mount = new ControlledMount(facts(), target, () -> {});
    Subscription.Known known = path -> path.startsWith("notes/open/");
    FileEvent within = new FileEvent("RENAMED", "notes/open/b", "notes/open/a", false);
    FileEvent hidden = new FileEvent("ADDED", "notes/secret/a", null, false);
    FileEvent out = new FileEvent("RENAMED", "notes/secret/a", "notes/open/a", true);
    FileEvent in = new FileEvent("RENAMED", "notes/open/a", "notes/secret/a", false);
    assertThat(watch.forOthers(within, mount, known)).isEqualTo(within);
    assertThat(watch.forOthers(hidden, mount, known)).isNull();
    assertThat(watch.forOthers(out, mount, known))
        .isEqualTo(new FileEvent("DELETED", "notes/open/a", null, true));
    assertThat(watch.forOthers(in, mount, known))
        .isEqualTo(new FileEvent("ADDED", "notes/open/a", null, false));
    Subscription.Known silent =
        path -> {
          throw new IOException("the cloud does not answer");
        };
    assertThat(watch.forOthers(within, mount, silent))
        .isEqualTo(new FileEvent("OVERFLOW", "notes", null, true));
  }

  /** The names that somebody may not know do not reach the line. */
  @Test
  void whatOthersMayNotKnowIsNotWritten() throws Exception {
    ControlledMount mount = new ControlledMount(facts(), target, () -> {});
    Path socket = temp.resolve("o");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
          SocketChannel accepted = server.accept()) {
        Outbox outbox = new Outbox(new LineChannel(accepted), () -> {});
        new Subscriptions(mount, outbox)
            .begin(1L, new WatchChangesRequest("/cloud/notes", true), "notes/b"::equals);
        for (String path : List.of("notes/a", "notes/b", "notes/c")) {
          FileEvent event = new FileEvent("ADDED", path, null, false);
          target.watchers.forEach(watcher -> watcher.accept(event));
        }
        outbox.send(new Reply.CutOff("the end"));
        outbox.run();
        LineChannel lines = new LineChannel(client);
        assertThat(lines.readLine()).contains("notes/b");
        assertThat(lines.readLine()).contains("the end");
      }
    }
  }

  @Test
  void thePermissionComesBeforeTheSystemApplication() throws IOException {
    Peer peer = peer("1001");
    assertFails(ControlFailure.DENIED, check(Map.of("1001", "system-application")), peer, OF_SPACE);
    assertFails(ControlFailure.NOT_SYSTEM, check(Map.of("1001", "CLOUDFILE_SYNC")), peer, OF_SPACE);
    PeerCheck both = check(Map.of("1001", "CLOUDFILE_SYNC", "@1001", "system-application"));
    assertMay(both, peer, OF_SPACE);
    assertFails(ControlFailure.DENIED, both, peer, OF_THE_WHOLE_SYNC);
    PeerCheck manager = check(Map.of("1001", "CLOUDFILE_SYNC_MANAGER, system-application"));
    assertMay(manager, peer, OF_THE_WHOLE_SYNC);
    assertFails(ControlFailure.DENIED, manager, peer, OF_SPACE);
  }

  @Test
  void whatWouldBeNeededIsAnsweredBeforeItIsAskedFor() throws IOException {
    PeerCheck check = check(Map.of("1001", "CLOUDFILE_SYNC"));
    assertFails(
        ControlFailure.NOT_SYSTEM,
        check,
        peer("1001"),
        List.of(new PermissionRequest(Need.SYNC_AND_SYSTEM)));
    assertMay(check, peer("1001"), List.of(new PermissionRequest(Need.OWN_FILES)));
    assertFails(
        ControlFailure.DENIED, check, peer("1001"), List.of(new PermissionRequest(Need.OWNER)));
  }

  @Test
  void whatOthersGetNamesNoFilesThatTheyDidNotName() {
    MountStatus all = new MountStatus(facts(), FakeTarget.STATUS);
    SyncStatus told = new StatusRequest().forOthers(all).sync();
    assertThat(told.failedCount()).isEqualTo(1);
    assertThat(told.failed()).isEmpty();
    assertThat(told.transfers()).isEmpty();
    assertThat(told.conflicts()).isEmpty();
    assertThat(told.findings()).isEmpty();
    RemainingFile named = new RemainingFile("notes/a", "STOPPED", "waits");
    RemainingFile other = new RemainingFile("notes/secret", "STOPPED", "waits");
    WaitResult result = new WaitResult(false, false, 2, List.of(named, other));
    assertThat(new WaitRequest(List.of("/cloud/notes/a"), null).forOthers(result).remaining())
        .containsExactly(named);
  }

  @Test
  void theKernelTellsWhoConnected() throws IOException {
    Path socket = temp.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
          SocketChannel accepted = server.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(PeerCheck.peer(accepted).user()).isEqualTo(Files.getOwner(socket));
      }
    }
  }
}
