package dev.stratus.sync.peer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/**
 * The process at the other end of a connection.
 *
 * @param group the one that it ran with; the kernel tells no others
 */
public record Peer(UserPrincipal user, GroupPrincipal group) {

  private static final int READ = 04;
  private static final int SEARCH = 01;
  private static final int CLASS_BITS = 3;

  /** Whether mode bits let it read a file, or pass through a directory. */
  boolean may(boolean search, FileRights rights) throws IOException {
    int wanted = search ? SEARCH : READ;
    return ((rights.mode() >> shift(rights)) & wanted) != 0;
  }

  /** Where in a mode the bits of the class are that it falls into. */
  private int shift(FileRights rights) throws IOException {
    UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
    // Numbers are names too: a system without a password file knows no others.
    if (names.lookupPrincipalByName(Integer.toUnsignedString(rights.uid())).equals(user)) {
      return 2 * CLASS_BITS;
    }
    String gid = Integer.toUnsignedString(rights.gid());
    return names.lookupPrincipalByGroupName(gid).equals(group) ? CLASS_BITS : 0;
  }
}
