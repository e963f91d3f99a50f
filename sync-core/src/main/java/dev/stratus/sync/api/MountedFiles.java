package dev.stratus.sync.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a mount, by absolute path, as the caller may see them. What is not there fails with
 * {@link java.nio.file.NoSuchFileException}, what the caller may not see with {@link
 * java.nio.file.AccessDeniedException}.
 */
interface MountedFiles {

  /** Whether something is there, and no link on the way to it or in its place. */
  boolean isPlain(Path file) throws IOException;

  /** The value of an attribute, its name without {@code user.}. */
  String attribute(Path file, String name) throws IOException;

  /** The number of the inode. */
  long number(Path file) throws IOException;
}
