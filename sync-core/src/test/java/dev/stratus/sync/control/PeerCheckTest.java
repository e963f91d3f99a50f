package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCheckTest {

  private static final List<Request<?>> OWNERS_ONLY =
      List.of(
          new WaitRequest(List.of("/cloud"), null),
          new CleanCacheRequest(List.of("/cloud"), true, false),
          new OptimizeSpaceRequest(null, null, false),
          new StopOptimizeSpaceRequest(),
          new UnmountRequest(true),
          new SyncStartRequest(),
          new SyncStopRequest());

  @TempDir Path temp;

  @Test
  void theOwnerAndRootMayDoEverything() throws IOException {
    PeerCheck check = PeerCheck.forOwner(user("1000"), user("0"));
    for (Request<?> request : OWNERS_ONLY) {
      assertThatCode(() -> check.require(user("1000"), request)).doesNotThrowAnyException();
      assertThatCode(() -> check.require(user("0"), request)).doesNotThrowAnyException();
    }
  }

  @Test
  void othersMayOnlyLook() throws IOException {
    PeerCheck check = PeerCheck.forOwner(user("1000"), user("0"));
    assertThatCode(() -> check.require(user("1001"), new StatusRequest()))
        .doesNotThrowAnyException();
    for (Request<?> request : OWNERS_ONLY) {
      assertThatThrownBy(() -> check.require(user("1001"), request))
          .isInstanceOfSatisfying(
              ControlException.class,
              e -> assertThat(e.failure()).isEqualTo(ControlFailure.DENIED));
    }
  }

  @Test
  void theKernelTellsWhoConnected() throws IOException {
    Path socket = temp.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
          SocketChannel accepted = server.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(PeerCheck.peer(accepted)).isEqualTo(Files.getOwner(socket));
      }
    }
  }

  private static UserPrincipal user(String uid) throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(uid);
  }
}
