package dev.stratus.sync;

/** Why the file system refused something; the engines turn it into an errno. */
public enum FsFailure {
  /** No such file, directory or attribute owner. */
  NOT_FOUND,
  /** The name is taken. */
  EXISTS,
  NOT_A_DIRECTORY,
  IS_A_DIRECTORY,
  DIRECTORY_NOT_EMPTY,
  /** A component is over 255 bytes. */
  NAME_TOO_LONG,
  /** The name's bytes are no UTF-8, which no object key could hold. */
  NAME_NOT_UTF8,
  /** The argument makes no sense here. */
  INVALID,
  /** The operation is not allowed to anybody on this object. */
  NOT_PERMITTED,
  /** The caller may not do this. */
  ACCESS_DENIED,
  /** The mount is read-only. */
  READ_ONLY,
  /** The local disk, or the room for attributes, is full. */
  NO_SPACE,
  /** Larger than a file may be. */
  FILE_TOO_LARGE,
  /** Too many names of one inode. */
  TOO_MANY_LINKS,
  /** No such extended attribute. */
  NO_DATA,
  /** The caller's buffer is too small for the value. */
  BUFFER_TOO_SMALL,
  /** Not something this file system does. */
  NOT_SUPPORTED,
  /** Nothing there to seek to. */
  NO_SUCH_OFFSET,
  /** The handle is closed or not open for this. */
  BAD_HANDLE,
  /** Busy now, possible later: dirty, open or only here. */
  TRY_AGAIN,
  /** The waiting program was interrupted or killed. */
  INTERRUPTED,
  /** The cloud cannot be reached, or did not answer in time. */
  NETWORK_UNREACHABLE,
  /** A broken answer of the cloud, or of the local disk. */
  IO_ERROR
}
