package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Inode;
import java.util.List;
import java.util.Optional;

/** The virtual attributes {@code user.cloud.*}: readable by name, not listed. */
public interface CloudAttributes {

  /** Names that begin so are Stratus' own. */
  String PREFIX = "user.cloud.";

  /** The value now; empty where there is none. */
  Optional<String> get(Inode inode, String name) throws FsException;

  /**
   * Takes a value as a command.
   *
   * @throws FsException {@link dev.stratus.sync.FsFailure#NOT_PERMITTED} for one that is read-only,
   *     {@link dev.stratus.sync.FsFailure#TRY_AGAIN} if the command is refused now
   */
  void set(Inode inode, String name, String value) throws FsException;

  /**
   * Whether setting it changes nothing but what is on this machine: a read-only mount allows it.
   */
  boolean isLocal(String name);

  /**
   * Refuses user attributes that could not travel with the object.
   *
   * @param name of the attribute that is to be set
   * @throws FsException {@link dev.stratus.sync.FsFailure#NO_SPACE}
   */
  void requireRoom(Inode inode, String name, byte[] value) throws FsException;

  /**
   * The names that a listing shows beside those of others: mostly none, so that a copy does not
   * carry commands along.
   */
  List<String> listed(Inode inode) throws FsException;
}
