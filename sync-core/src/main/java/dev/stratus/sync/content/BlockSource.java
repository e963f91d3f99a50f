package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import java.util.Optional;

/** Brings bytes here that are only in the cloud. */
public interface BlockSource {

  /**
   * Returns when all of these bytes of the file are present, and may fetch further ones ahead.
   * Called without any lock, on the thread of the program that waits.
   *
   * @throws FsException {@link dev.stratus.sync.FsFailure#NETWORK_UNREACHABLE}, {@link
   *     dev.stratus.sync.FsFailure#IO_ERROR}, {@link dev.stratus.sync.FsFailure#INTERRUPTED} or
   *     {@link dev.stratus.sync.FsFailure#NO_SPACE}; never after an unbounded time
   */
  void require(OpenFile file, long offset, long length) throws FsException;

  /**
   * Makes room on the full disk by dropping local copies that the cloud has. Called without any
   * lock; returns whether there is more room now.
   */
  default boolean makeRoom(long bytes) {
    return false;
  }

  /**
   * Takes room for a copy of so many bytes; local copies that the cloud has may go for it. Called
   * without any lock.
   *
   * @return empty if local copies may not take so much more
   */
  default Optional<Room> takeRoom(long bytes) throws FsException {
    return Optional.of(() -> {});
  }
}
