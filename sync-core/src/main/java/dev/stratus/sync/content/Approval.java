package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;

/** Decides whether blocks of a file may go, inside the change that makes the index forget them. */
@FunctionalInterface
public interface Approval {

  /**
   * Whether every byte of the file is in the cloud.
   *
   * @param row of the file before the change; may be noted in the change beside it
   */
  boolean allows(IndexChange change, Inode row) throws FsException;
}
