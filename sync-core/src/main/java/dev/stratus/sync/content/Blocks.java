package dev.stratus.sync.content;

/** The size of a block, and the arithmetic with it. */
public final class Blocks {

  /** Bytes of a block: the smallest piece of a file that is present or not. */
  public static final int SIZE = 64 << 10;

  private Blocks() {}

  /** The block that holds a byte. */
  public static long of(long offset) {
    return offset / SIZE;
  }

  /** The first block that begins at or after a byte; how many blocks a file of that size has. */
  public static long ceil(long offset) {
    return (offset + SIZE - 1) / SIZE;
  }

  /** Where a block begins. */
  public static long start(long block) {
    return block * SIZE;
  }
}
