package dev.stratus.sync.control;

import dev.stratus.sync.peer.FileRights;
import dev.stratus.sync.peer.Grant;
import dev.stratus.sync.peer.Peer;
import dev.stratus.sync.peer.Permission;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what: the mount's owner and root all, others what the configuration gives them. The
 * order is the original's: the permission first, then whether it is a system application.
 */
final class PeerCheck {

  /** Looked up by number: a system without a password file knows no names. */
  private static final String ROOT_UID = "0";

  private final UserPrincipal owner;
  private final UserPrincipal root;
  private final ControlledMount mount;

  PeerCheck(UserPrincipal owner, UserPrincipal root, ControlledMount mount) {
    this.owner = owner;
    this.root = root;
    this.mount = mount;
  }

  /** A check for the mount of whoever owns this socket. */
  static PeerCheck forSocket(Path socket, ControlledMount mount) throws IOException {
    return new PeerCheck(
        Files.getOwner(socket),
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT_UID),
        mount);
  }

  /** The process at the other end, as the kernel recorded it when the socket was connected. */
  static Peer peer(SocketChannel channel) throws IOException {
    UnixDomainPrincipal recorded = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return new Peer(recorded.user(), recorded.group());
  }

  boolean mayAll(Peer peer) {
    return peer.user().equals(owner) || peer.user().equals(root);
  }

  /** Somebody to whom nothing was given need not know what is wrong with a request. */
  ControlException tells(Peer peer, ControlException e) {
    boolean known = mayAll(peer) || !mount.grants().of(peer).isEmpty();
    return e.failure() == ControlFailure.INVALID && !known ? denied() : e;
  }

  /** Who has a bundle, and no more than that, means it where a request is about all. */
  Request<?> meant(Peer peer, Request<?> request) {
    Grant grant = mount.grants().of(peer);
    boolean hasOne = grant.permissions().isEmpty() && grant.bundles().size() == 1;
    return mayAll(peer) || !hasOne || request.bundle() != null
        ? request
        : request.in(grant.bundles().iterator().next());
  }

  void require(Peer peer, Request<?> request) throws IOException {
    if (mayAll(peer)) {
      return;
    }
    Grant grant = mount.grants().of(peer);
    switch (request instanceof PermissionRequest asked ? asked.need() : request.need()) {
      case NOTHING -> {}
      case OWN_FILES -> requireOwn(peer, grant, mount.below(request.named()));
      case OWN_BUNDLE -> requireBundle(grant, request.bundle());
      case SYNC_AND_SYSTEM -> requireSystem(grant, Permission.CLOUDFILE_SYNC);
      case MANAGER_AND_SYSTEM -> requireSystem(grant, Permission.CLOUDFILE_SYNC_MANAGER);
      case OWNER -> throw denied();
    }
  }

  private static void requireBundle(Grant grant, @Nullable String bundle) throws ControlException {
    if (bundle == null || !grant.bundles().contains(bundle)) {
      requireSystem(grant, Permission.CLOUDFILE_SYNC_MANAGER);
    }
  }

  private static void requireSystem(Grant grant, Permission permission) throws ControlException {
    if (!grant.has(permission)) {
      throw new ControlException(
          ControlFailure.DENIED, "This needs the permission " + permission.word() + ".");
    }
    requireSystem(grant);
  }

  private static void requireSystem(Grant grant) throws ControlException {
    if (!grant.has(Permission.SYSTEM_APPLICATION)) {
      throw new ControlException(
          ControlFailure.NOT_SYSTEM, "This is for system applications only.");
    }
  }

  /** The answer is the same whether a file may not be read or is not there. */
  private void requireOwn(Peer peer, Grant grant, List<String> paths) throws IOException {
    if (grant.isEmpty()) {
      throw denied();
    }
    for (String path : paths) {
      if (!grant.owns(path) && mayAskOfOthers(grant)) {
        requireSystem(grant);
      }
      if (!concerns(grant, path) || !FileRights.mayRead(peer, mount.target().wayTo(path))) {
        throw new ControlException(
            ControlFailure.DENIED,
            "'"
                + path
                + "' is not for you: it lies in no bundle of yours, or you may not read it.");
      }
    }
  }

  private static boolean concerns(Grant grant, String path) {
    return grant.owns(path) || (mayAskOfOthers(grant) && grant.has(Permission.SYSTEM_APPLICATION));
  }

  /** Whether a system application with these permissions may ask of others' files. */
  private static boolean mayAskOfOthers(Grant grant) {
    return grant.has(Permission.CLOUDFILE_SYNC) || grant.has(Permission.CLOUDFILE_SYNC_MANAGER);
  }

  /** Whether a peer may know that something is at a path: by whom it may be listed. */
  boolean mayKnow(Peer peer, String path) throws IOException {
    String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return concerns(mount.grants().of(peer), path)
        && FileRights.mayRead(peer, mount.target().wayTo(directory));
  }

  private ControlException denied() {
    return new ControlException(
        ControlFailure.DENIED,
        "Only "
            + owner.getName()
            + ", who mounted it"
            + (owner.equals(root) ? ", may do this." : ", and root may do this."));
  }
}
