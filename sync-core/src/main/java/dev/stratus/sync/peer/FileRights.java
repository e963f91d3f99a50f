package dev.stratus.sync.peer;

import java.io.IOException;
import java.util.List;

/**
 * Whom a file or directory belongs to, and who may do what with it.
 *
 * @param mode permission bits
 */
public record FileRights(int uid, int gid, int mode) {

  /**
   * Whether a peer may read what a way ends in: it must be let through every directory on it.
   *
   * @param way from the mount's root on
   */
  public static boolean mayRead(Peer peer, List<FileRights> way) throws IOException {
    for (int i = 0; i < way.size(); i++) {
      boolean isDirectoryOnTheWay = i < way.size() - 1;
      if (!peer.may(isDirectoryOnTheWay, way.get(i))) {
        return false;
      }
    }
    return true;
  }
}
