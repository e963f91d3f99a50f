package dev.stratus.sync.view;

import dev.stratus.sync.FsException;

/** The disk's room for what programs write. */
@FunctionalInterface
public interface WriteRoom {

  /** A disk without end. */
  WriteRoom ENDLESS = bytes -> {};

  /**
   * So many bytes are about to be written. Called without any lock.
   *
   * @throws FsException {@link dev.stratus.sync.FsFailure#NO_SPACE} if they find no room
   */
  void require(long bytes) throws FsException;
}
