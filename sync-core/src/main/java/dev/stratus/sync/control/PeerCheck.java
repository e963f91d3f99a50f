package dev.stratus.sync.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who may ask what: the mount's owner and root all, others what is open to everybody. */
final class PeerCheck {

  /** Looked up by number: a system without a password file knows no names. */
  private static final String ROOT_UID = "0";

  private final UserPrincipal owner;
  private final UserPrincipal root;

  private PeerCheck(UserPrincipal owner, UserPrincipal root) {
    this.owner = owner;
    this.root = root;
  }

  /** A check for the mount of whoever owns this socket. */
  static PeerCheck forSocket(Path socket) throws IOException {
    return new PeerCheck(
        Files.getOwner(socket),
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT_UID));
  }

  /** A check for the mount of a given owner. */
  static PeerCheck forOwner(UserPrincipal owner, UserPrincipal root) {
    return new PeerCheck(owner, root);
  }

  /** The user at the other end, as the kernel recorded it when the socket was connected. */
  static UserPrincipal peer(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
  }

  void require(UserPrincipal peer, Request<?> request) throws ControlException {
    if (!request.openToEverybody() && !peer.equals(owner) && !peer.equals(root)) {
      throw new ControlException(
          ControlFailure.DENIED,
          "Only "
              + owner.getName()
              + ", who mounted it"
              + (owner.equals(root) ? ", may do this." : ", and root may do this."));
    }
  }
}
