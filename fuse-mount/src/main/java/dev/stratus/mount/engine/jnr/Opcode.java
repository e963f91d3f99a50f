package dev.stratus.mount.engine.jnr;

/** The kinds of requests that are not only libfuse's business, as linux/fuse.h numbers them. */
final class Opcode {

  static final int GETATTR = 3;
  static final int SETATTR = 4;
  static final int READLINK = 5;

  /** The kernel's other one (RENAME2) is newer than libfuse 2. */
  static final int RENAME = 12;

  static final int LINK = 13;
  static final int OPEN = 14;
  static final int READ = 15;
  static final int WRITE = 16;
  static final int RELEASE = 18;
  static final int FSYNC = 20;
  static final int SETXATTR = 21;
  static final int GETXATTR = 22;
  static final int REMOVEXATTR = 24;
  static final int FLUSH = 25;
  static final int INIT = 26;
  static final int OPENDIR = 27;
  static final int ACCESS = 34;
  static final int CREATE = 35;
  static final int INTERRUPT = 36;
  static final int IOCTL = 39;

  private Opcode() {}
}
