package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.view.OpenMode;

/**
 * The flags of open(2); those that mean nothing here (O_DIRECT, O_NOATIME, O_SYNC …) are left to
 * the kernel.
 *
 * <p>O_TRUNC comes with the open ({@code atomic_o_trunc}): as a separate truncate, an empty file
 * could be uploaded before the program has opened it.
 */
final class OpenFlags {

  private static final int ACCESS_MODE = 03;
  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 01;
  private static final int EXCLUSIVE = 0200;
  private static final int TRUNCATE = 01000;
  private static final int APPEND = 02000;

  private OpenFlags() {}

  /** Tells whether nothing can be changed by who opens so. */
  static boolean isForReading(int flags) {
    return (flags & (ACCESS_MODE | TRUNCATE)) == READ_ONLY;
  }

  /** Tells whether what is written goes to the end of the file. */
  static boolean isForAppending(int flags) {
    return has(flags, APPEND);
  }

  static OpenMode decode(int flags) {
    int access = flags & ACCESS_MODE;
    return new OpenMode(
        access != WRITE_ONLY, access != READ_ONLY, has(flags, TRUNCATE), has(flags, EXCLUSIVE));
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
