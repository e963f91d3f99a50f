package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.RemoteKnowledge;
import dev.stratus.sync.space.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.io.FileUtils;

/** Finds what is missing below some files and directories, and whether there is room for it. */
final class DownloadPlan {

  /** What writing, and the index, may need meanwhile. */
  private static final long KEPT_FREE = 64L << 20;

  /**
   * What it works with.
   *
   * @param cacheLimit in bytes; empty for none
   */
  record Sources(
      Index index,
      OpenFiles files,
      Paths paths,
      Subtree subtree,
      RemoteKnowledge remote,
      Disk disk,
      OptionalLong cacheLimit) {}

  /** A file of which bytes are missing. */
  record Missing(long inode, long bytes) {}

  private final Sources from;

  DownloadPlan(Sources from) {
    this.from = from;
  }

  /** The inode at a path; all names below it are known then, which may take a while. */
  long require(String path) throws FsException {
    Inode inode = from.subtree().require(path);
    if (inode.isDirectory()) {
      from.remote().requireListedBelow(inode);
    }
    return inode.id();
  }

  /** The path of an inode; empty if it has none any more. */
  Optional<String> path(long inode) throws FsException {
    if (inode == InodeId.ROOT.value()) {
      return Optional.of("");
    }
    List<Entry> names = from.index().read(tables -> tables.entries().ofInode(inode));
    return names.isEmpty() ? Optional.empty() : from.paths().of(names.get(0));
  }

  /** What is missing at and below some inodes, each file once. */
  List<Missing> missing(List<Long> roots) throws FsException {
    List<Missing> found = new ArrayList<>();
    for (long root : roots) {
      Optional<String> path = path(root);
      if (path.isPresent()) {
        from.subtree().walk(path.get(), Integer.MAX_VALUE, (below, inode) -> add(found, inode));
      }
    }
    return found;
  }

  private void add(List<Missing> found, Inode inode) {
    Missing missing = missing(inode);
    if (missing.bytes() > 0) {
      found.add(missing);
    }
  }

  /** What is missing of one file; 0 of anything else. */
  Missing missing(Inode inode) {
    if (!inode.isRegular()) {
      return new Missing(inode.id(), 0);
    }
    long cached = from.files().live(inode.id()).map(Live::cached).orElse(inode.cached());
    return new Missing(inode.id(), size(inode) - cached);
  }

  /** How many bytes a file has, with what open handles wrote. */
  long size(Inode inode) {
    return from.files().live(inode.id()).map(Live::size).orElse(inode.size());
  }

  /** Whether bytes of a file are missing. */
  boolean isIncomplete(long inode) throws FsException {
    return from.index().inode(inode).map(this::missing).map(Missing::bytes).orElse(0L) > 0;
  }

  /**
   * Refuses what cannot end well.
   *
   * @throws FsException {@link FsFailure#NO_SPACE} if the disk or the cache has no room for it
   */
  void requireRoom(long bytes) throws FsException {
    OptionalLong limit = from.cacheLimit();
    if (limit.isPresent() && bytes > limit.getAsLong()) {
      throw new FsException(
          FsFailure.NO_SPACE,
          size(bytes)
              + " are missing, and all local copies together may take "
              + size(limit.getAsLong())
              + " (--cache-size)");
    }
    long free = from.disk().freeBytes() - KEPT_FREE;
    if (bytes > free) {
      throw new FsException(
          FsFailure.NO_SPACE,
          size(bytes)
              + " are missing, and the disk has room for "
              + size(Math.max(0, free))
              + ": free some with stratus clean-cache, or download less");
    }
  }

  private static String size(long bytes) {
    return FileUtils.byteCountToDisplaySize(bytes);
  }
}
