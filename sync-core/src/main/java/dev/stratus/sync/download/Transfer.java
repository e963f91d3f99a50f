package dev.stratus.sync.download;

/**
 * A file whose bytes come down now.
 *
 * @param processed how many of its bytes are here
 * @param size how many it has
 */
public record Transfer(long inode, long processed, long size) {

  /** In whole percent; 100 only when all are here. */
  public int percent() {
    return processed >= size ? 100 : (int) (processed * 100 / size);
  }
}
