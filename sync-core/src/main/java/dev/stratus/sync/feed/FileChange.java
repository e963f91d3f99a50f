package dev.stratus.sync.feed;

import org.jspecify.annotations.Nullable;

/**
 * A change of a file or directory as people see it.
 *
 * @param path below the mount's root, afterwards; of an overflow that of the subscription
 * @param from the path before a rename, else null
 */
public record FileChange(Type type, String path, @Nullable String from, boolean directory) {

  /** What happened. */
  public enum Type {
    ADDED,
    /** Bytes or attributes are others. */
    MODIFIED,
    DELETED,
    /** It has another name or place; what stood there was DELETED before. */
    RENAMED,
    /** Changes were lost: whoever wants to know looks at the files. */
    OVERFLOW
  }

  static FileChange of(Type type, String path, boolean directory) {
    return new FileChange(type, path, null, directory);
  }
}
