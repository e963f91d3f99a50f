package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Inode;

/**
 * The bytes of one content generation.
 *
 * @param row of the file as these bytes left it
 * @param size in bytes
 * @param file good as long as {@link OpenFile#isStill} says so, or a copy
 * @param copied whether it is a copy, which nobody writes and the user closes
 */
public record Frozen(Inode row, long size, ContentFile file, boolean copied)
    implements AutoCloseable {

  public long generation() {
    return row.contentGeneration();
  }

  /** Gives a copy back. */
  @Override
  public void close() throws FsException {
    if (copied) {
      file.close();
    }
  }
}
