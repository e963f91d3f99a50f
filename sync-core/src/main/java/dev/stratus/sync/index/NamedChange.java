package dev.stratus.sync.index;

import org.jspecify.annotations.Nullable;

/**
 * What a change did to a name that people see, or to the file behind it.
 *
 * @param path below the mount's root, at the moment of the change
 * @param from the path before a move, else null
 * @param begun whether the file is being written by whoever made it
 * @param discovered whether it is a name in a directory that was never listed: it may be an old one
 */
public record NamedChange(
    Kind kind,
    String path,
    @Nullable String from,
    long inode,
    boolean directory,
    boolean begun,
    boolean discovered) {

  /** What happened. */
  public enum Kind {
    ADDED,
    /** Bytes or attributes are others. */
    CHANGED,
    REMOVED,
    MOVED
  }
}
