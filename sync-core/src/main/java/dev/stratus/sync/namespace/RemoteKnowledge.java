package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Inode;

/**
 * What the cloud has to be asked before the index can answer truly. Each method returns at once
 * when the index knows already, waits for a bounded time otherwise, and then fails with {@link
 * dev.stratus.sync.FsFailure#NETWORK_UNREACHABLE} or {@link dev.stratus.sync.FsFailure#IO_ERROR}:
 * never with a partial list or a false answer. Called without any lock.
 */
public interface RemoteKnowledge {

  /** Returns when every name that the cloud has in this directory is in the index. */
  void requireListed(Inode directory) throws FsException;

  /**
   * Returns when every name that the cloud has anywhere below this directory is in the index:
   * before a rename, after which keys that are not known yet would be looked for under its new
   * path.
   */
  void requireListedBelow(Inode directory) throws FsException;

  /** A program uses a directory that is known: what changed in it meanwhile may be looked for. */
  default void used(Inode directory) {}

  /** Returns when the attributes of an object that a listing brought without metadata are known. */
  void requireAttributes(Inode inode) throws FsException;

  /** Returns when the target of a link is in the index. */
  void requireTarget(Inode link) throws FsException;
}
