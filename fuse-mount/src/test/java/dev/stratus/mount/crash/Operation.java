package dev.stratus.mount.crash;

/**
 * What a program does to a folder.
 *
 * @param path below the folder
 * @param to the other path, or an attribute's name
 * @param seed of the bytes, where some are written
 * @param offset where they go; -1 replaces all of the file
 */
record Operation(Kind kind, String path, String to, long seed, int offset, int length) {

  enum Kind {
    WRITE,
    RENAME,
    UNLINK,
    MKDIR,
    RMDIR,
    LINK,
    SETXATTR
  }

  static Operation of(Kind kind, String path, String to) {
    return new Operation(kind, path, to, 0, 0, 0);
  }
}
