package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CachedFile;
import java.util.List;

/**
 * Walks files with bytes here in the order of an index, page by page. A page begins after the last
 * file that was taken, whatever became of those before it; so a step costs the same among a hundred
 * files or a million, and everywhere. Used by one thread.
 */
final class OldestFirst {

  /** Finds the next files after one. */
  @FunctionalInterface
  interface Look {
    List<CachedFile> after(CachedFile last, int limit) throws FsException;
  }

  private final Look look;
  private final int size;
  private CachedFile last = CachedFile.FIRST;

  /**
   * @param size how many files a page has at most
   */
  OldestFirst(int size, Look look) {
    this.size = size;
    this.look = look;
  }

  /** What comes next; nothing at the end. */
  List<CachedFile> page() throws FsException {
    return look.after(last, size);
  }

  /** The next page begins after this file. */
  void taken(CachedFile file) {
    last = file;
  }
}
