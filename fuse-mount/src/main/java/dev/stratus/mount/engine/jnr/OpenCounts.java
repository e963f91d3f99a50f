package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each inode is open, and which of them libfuse has hidden.
 *
 * <p>libfuse forgets to remove a hidden file whose directory is removed before the file is closed,
 * so the last release does it here.
 */
final class OpenCounts {

  private record Open(int count, @Nullable Name hidden) {

    Open plus(int handles) {
      return new Open(count + handles, hidden);
    }
  }

  private final ConcurrentHashMap<InodeId, Open> opens = new ConcurrentHashMap<>();

  void opened(InodeId inode) {
    opens.merge(inode, new Open(1, null), (old, one) -> old.plus(1));
  }

  /** Answers the hidden name if that was the last handle of a hidden file. */
  @Nullable Name released(InodeId inode) {
    Open[] last = new Open[1];
    opens.computeIfPresent(
        inode,
        (key, open) -> {
          if (open.count() > 1) {
            return open.plus(-1);
          }
          last[0] = open;
          return null;
        });
    return last[0] == null ? null : last[0].hidden();
  }

  /** Answers false if the file is not open (any more). */
  boolean hidden(InodeId inode, Name name) {
    return opens.computeIfPresent(inode, (key, open) -> new Open(open.count(), name)) != null;
  }
}
