package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files that libfuse believes to have hidden.
 *
 * <p>Before an open file loses its name, to an unlink or to a rename over it, libfuse 2 renames it
 * to {@code .fuse_hidden} and 16 hex digits, so that it still has a path; at the last close it
 * unlinks that. The view needs none of this: an inode without names lives while it is open. So the
 * hidden name is only noted here, and a rename over an open file stays one step.
 */
final class HiddenFiles {

  private static final String PREFIX = ".fuse_hidden";
  private static final int LENGTH = PREFIX.length() + 16;

  private final Map<Name, InodeId> files = new ConcurrentHashMap<>();

  private static boolean isHidden(Name name) {
    return name.value().length() == LENGTH && name.value().startsWith(PREFIX);
  }

  /** The file that libfuse knows by a name; null if it is an ordinary name. */
  @Nullable InodeId find(Name name) {
    return isHidden(name) ? files.get(name) : null;
  }

  boolean areAny() {
    return !files.isEmpty();
  }

  void put(Name hidden, InodeId inode) {
    files.put(hidden, inode);
  }

  /** Forgets a file that was closed; tells whether the name was one of these. */
  boolean remove(Name name) {
    return isHidden(name) && files.remove(name) != null;
  }

  /** Notes that the current request asked for a name: so libfuse makes sure that it is free. */
  void asked(Name name) {
    if (isHidden(name) && Thread.currentThread() instanceof LoopThread thread) {
      thread.askedHidden(name);
    }
  }

  /**
   * Tells libfuse's renames from those of programs: only libfuse asks for the new name within the
   * same request.
   */
  boolean isHiding(Name target) {
    return isHidden(target)
        && Thread.currentThread() instanceof LoopThread thread
        && target.equals(thread.askedHidden());
  }
}
