package dev.stratus.sync.namespace;

/**
 * What is to be made under a name.
 *
 * @param mode type and permission bits
 * @param rdev of a device, else 0
 * @param target of a symbolic link, else empty
 * @param open whether it is a file that its maker opens at once
 */
public record NewNode(int mode, long rdev, int uid, int gid, String target, boolean open) {

  public static NewNode of(int mode, long rdev, int uid, int gid) {
    return new NewNode(mode, rdev, uid, gid, "", false);
  }

  /** A regular file whose maker opens it: its writing has begun. */
  public static NewNode opened(int mode, int uid, int gid) {
    return new NewNode(mode, 0, uid, gid, "", true);
  }
}
