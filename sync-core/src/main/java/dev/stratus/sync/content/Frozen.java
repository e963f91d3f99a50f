package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Inode;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one content generation.
 *
 * @param row of the file as these bytes left it
 * @param size in bytes
 * @param file good as long as {@link OpenFile#isStill} says so, or a copy
 * @param copied what a copy takes, which nobody writes and the user closes; null if it is none
 */
public record Frozen(Inode row, long size, ContentFile file, @Nullable Room copied)
    implements AutoCloseable {

  public long generation() {
    return row.contentGeneration();
  }

  /** Whether nobody can change these bytes. */
  public boolean isCopy() {
    return copied != null;
  }

  /** The same bytes as a copy. */
  Frozen copied(ContentFile copy, Room taken) {
    return new Frozen(row, size, copy, taken);
  }

  /** Gives a copy back. */
  @Override
  public void close() throws FsException {
    if (copied != null) {
      try {
        file.close();
      } finally {
        copied.close();
      }
    }
  }
}
