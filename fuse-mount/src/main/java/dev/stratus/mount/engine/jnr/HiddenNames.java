package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.Name;

/**
 * Tells libfuse's own renames from those of programs.
 *
 * <p>When an open file is unlinked, libfuse 2 renames it to {@code .fuse_hidden} and 16 hex digits
 * in the same directory, and unlinks that name when the last handle is gone. Before the rename and
 * within the same request it asks whether the new name is free; a program's rename comes as a
 * request of its own.
 */
final class HiddenNames {

  private static final String PREFIX = ".fuse_hidden";
  private static final int LENGTH = PREFIX.length() + 16;

  private HiddenNames() {}

  static boolean isHidden(Name name) {
    return name.value().length() == LENGTH && name.value().startsWith(PREFIX);
  }

  /** Notes that the current request asked for a hidden name. */
  static void asked(Name name) {
    if (Thread.currentThread() instanceof LoopThread thread) {
      thread.askedHidden(name);
    }
  }

  /** Tells whether libfuse itself hides a file under this name in the current request. */
  static boolean isHiding(Name target) {
    return isHidden(target)
        && Thread.currentThread() instanceof LoopThread thread
        && target.equals(thread.askedHidden());
  }
}
