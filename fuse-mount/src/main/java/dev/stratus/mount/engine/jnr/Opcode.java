package dev.stratus.mount.engine.jnr;

/** The kinds of requests that are not only libfuse's business, as linux/fuse.h numbers them. */
final class Opcode {

  static final int SETATTR = 4;

  /** The kernel's other one (RENAME2) is newer than libfuse 2. */
  static final int RENAME = 12;

  static final int OPEN = 14;
  static final int READ = 15;
  static final int WRITE = 16;
  static final int FSYNC = 20;
  static final int GETXATTR = 22;
  static final int FLUSH = 25;
  static final int INIT = 26;
  static final int INTERRUPT = 36;
  static final int IOCTL = 39;

  private Opcode() {}
}
