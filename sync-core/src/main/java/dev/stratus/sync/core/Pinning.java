package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.PinRequest;
import dev.stratus.sync.control.PinResult;
import dev.stratus.sync.control.UnpinRequest;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets pins and takes them away, for the commands and for {@code user.cloud.pinned}. */
final class Pinning {

  /** So many in one change keep the writer for some milliseconds. */
  private static final int BATCH = 500;

  /**
   * What it works with.
   *
   * @param keeper brings what is pinned
   */
  record Sources(
      Index index, Paths paths, Pins pins, Subtree subtree, DownloadPlan plan, PinKeeper keeper) {}

  private final Sources from;

  Pinning(Sources from) {
    this.from = from;
  }

  /**
   * Pins what is at some paths, unless there is no room for it.
   *
   * @throws FsException {@link FsFailure#NO_SPACE} and nothing is pinned, if disk or cache cannot
   *     hold what is missing
   */
  PinResult pin(PinRequest request) throws FsException {
    List<Long> roots = new ArrayList<>();
    for (String path : request.paths()) {
      requirePinnable(from.subtree().require(path));
      roots.add(from.plan().require(path));
    }
    List<DownloadPlan.Missing> missing = from.plan().missing(roots);
    long bytes = missing.stream().mapToLong(DownloadPlan.Missing::bytes).sum();
    from.plan().requireRoom(bytes);
    long changed = set(request.paths(), request.recursive(), true);
    return new PinResult(changed, new Amount(missing.size(), bytes));
  }

  PinResult unpin(UnpinRequest request) throws FsException {
    for (String path : request.paths()) {
      requireNotPinnedFromAbove(from.subtree().require(path));
    }
    return new PinResult(set(request.paths(), request.recursive(), false), new Amount(0, 0));
  }

  private long set(List<String> paths, boolean recursive, boolean pinned) throws FsException {
    int depth = recursive ? Integer.MAX_VALUE : 0;
    List<Long> batch = new ArrayList<>();
    long[] changed = new long[1];
    for (String path : paths) {
      from.subtree()
          .walk(
              path,
              depth,
              (below, inode) -> {
                if (isPinnable(inode) && inode.isPinned() != pinned) {
                  batch.add(inode.id());
                }
                if (batch.size() == BATCH) {
                  changed[0] += set(batch, pinned);
                }
              });
    }
    changed[0] += set(batch, pinned);
    from.index().sync();
    return changed[0];
  }

  private long set(List<Long> batch, boolean pinned) throws FsException {
    List<Long> inodes = List.copyOf(batch);
    batch.clear();
    return inodes.isEmpty() ? 0 : from.keeper().set(inodes, pinned);
  }

  /** Pins one inode, or takes its pin away. */
  void set(Inode inode, boolean pinned) throws FsException {
    requirePinnable(inode);
    if (!pinned) {
      requireNotPinnedFromAbove(inode);
    }
    from.keeper().set(List.of(inode.id()), pinned);
  }

  boolean isPinned(Inode inode) throws FsException {
    return from.pins().isPinned(inode);
  }

  private static boolean isPinnable(Inode inode) {
    return inode.isRegular() || inode.isDirectory();
  }

  private static void requirePinnable(Inode inode) throws FsException {
    if (!isPinnable(inode)) {
      throw new FsException(FsFailure.INVALID, "only files and directories can be pinned");
    }
  }

  /** Without a pin of its own it would still be pinned, and who asked would not know why. */
  private void requireNotPinnedFromAbove(Inode inode) throws FsException {
    Optional<Inode> above = from.pins().above(inode);
    if (above.isPresent()) {
      String path = from.paths().ofDirectory(above.get().id()).orElse("");
      throw new FsException(
          FsFailure.NOT_PERMITTED,
          "it is pinned by the directory /" + path + " above it: unpin that, or move it out");
    }
  }
}
