package dev.stratus.sync;

/** The bits of {@code st_mode}. */
public final class FileMode {

  public static final int TYPE_MASK = 0170000;
  public static final int SOCKET = 0140000;
  public static final int SYMLINK = 0120000;
  public static final int REGULAR = 0100000;
  public static final int BLOCK_DEVICE = 0060000;
  public static final int DIRECTORY = 0040000;
  public static final int CHARACTER_DEVICE = 0020000;
  public static final int FIFO = 0010000;

  public static final int SET_UID = 04000;
  public static final int SET_GID = 02000;
  public static final int STICKY = 01000;
  public static final int GROUP_EXECUTE = 00010;

  /** All bits that chmod may set. */
  public static final int PERMISSIONS = 07777;

  private FileMode() {}

  public static boolean isDirectory(int mode) {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  public static boolean isRegular(int mode) {
    return (mode & TYPE_MASK) == REGULAR;
  }

  public static boolean isSymlink(int mode) {
    return (mode & TYPE_MASK) == SYMLINK;
  }

  /**
   * Whether set-group-id is taken away only by who is not in the file's group: where the group may
   * not execute the file.
   */
  public static boolean isSetGidOfGroup(int mode) {
    return (mode & (SET_GID | GROUP_EXECUTE)) == SET_GID;
  }

  /**
   * What is left of a file's bits when somebody without the right to keep them changes it;
   * directories keep all.
   *
   * @param inGroup whether that is somebody of the file's group
   */
  public static int withoutSetIds(int mode, boolean inGroup) {
    if (isDirectory(mode)) {
      return mode;
    }
    int taken = inGroup && isSetGidOfGroup(mode) ? SET_UID : SET_UID | SET_GID;
    return mode & ~taken;
  }

  /** Tells whether these bits name a kind of file that Linux knows. */
  public static boolean isKnownType(int mode) {
    return switch (mode & TYPE_MASK) {
      case SOCKET, SYMLINK, REGULAR, BLOCK_DEVICE, DIRECTORY, CHARACTER_DEVICE, FIFO -> true;
      default -> false;
    };
  }
}
