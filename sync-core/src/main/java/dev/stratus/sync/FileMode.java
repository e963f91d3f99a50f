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
   * What is left of a file's bits when somebody without the right to keep them changes it:
   * set-group-id stays where the group may not execute the file, and directories keep all.
   */
  public static int withoutSetIds(int mode) {
    if (isDirectory(mode)) {
      return mode;
    }
    int taken = (mode & GROUP_EXECUTE) == 0 ? SET_UID : SET_UID | SET_GID;
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
