package dev.stratus.mount.engine.jnr;

/** The kinds of requests that are not only libfuse's business, as linux/fuse.h numbers them. */
final class Opcode {

  /** The kernel's other one (RENAME2) is newer than libfuse 2. */
  static final int RENAME = 12;

  static final int READ = 15;
  static final int WRITE = 16;
  static final int INIT = 26;
  static final int INTERRUPT = 36;

  private Opcode() {}
}
