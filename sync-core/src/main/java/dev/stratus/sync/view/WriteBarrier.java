package dev.stratus.sync.view;

import dev.stratus.sync.FsException;

/** What {@code fsync} and {@code close} wait for besides the local disk. */
@FunctionalInterface
public interface WriteBarrier {

  /** Nothing: what is safe on this machine goes up behind. */
  WriteBarrier NONE = inode -> {};

  /**
   * Returns when everything that was written to a file is where the mount promises it to be.
   *
   * @throws FsException if that takes too long or is refused; the bytes are safe here all the same
   */
  void await(long inode) throws FsException;
}
