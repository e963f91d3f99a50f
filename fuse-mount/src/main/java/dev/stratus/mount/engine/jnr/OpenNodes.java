package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that are open, by the kernel's numbers. */
final class OpenNodes {

  private static final Logger LOG = LoggerFactory.getLogger(OpenNodes.class);

  /**
   * A file and how often it is open.
   *
   * @param inode that was opened last
   */
  private record Opened(InodeId inode, int times) {}

  private final FileSystemView view;
  private final ConcurrentHashMap<Long, Opened> nodes = new ConcurrentHashMap<>();

  /** The handles that are counted: all but those that were opened without a look at the answer. */
  private final Set<Long> handles = ConcurrentHashMap.newKeySet();

  OpenNodes(FileSystemView view) {
    this.view = view;
  }

  /** The kernel has a further handle of a file. */
  void opened(long node, long handle) {
    try {
      InodeId inode = view.inodeOf(new Handle(handle));
      handles.add(handle);
      nodes.merge(node, new Opened(inode, 1), (known, one) -> new Opened(inode, known.times() + 1));
    } catch (FsException e) {
      LOG.error("An open file is not known", e);
    }
  }

  /** It has let go of one. */
  void closed(long node, long handle) {
    if (!handles.remove(handle)) {
      return;
    }
    nodes.computeIfPresent(
        node,
        (key, known) -> known.times() == 1 ? null : new Opened(known.inode(), known.times() - 1));
  }

  /** The file, if it is open. */
  @Nullable InodeId find(long node) {
    Opened opened = nodes.get(node);
    return opened == null ? null : opened.inode();
  }
}
