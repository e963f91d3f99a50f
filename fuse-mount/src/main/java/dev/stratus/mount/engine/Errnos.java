package dev.stratus.mount.engine;

import dev.stratus.sync.FsFailure;

/** The numbers of Linux (x86-64 and arm64 alike) for the failures of the file system. */
public final class Errnos {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EBUSY = 16;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int EMLINK = 31;
  public static final int ERANGE = 34;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOTEMPTY = 39;
  public static final int ENODATA = 61;
  public static final int EILSEQ = 84;
  public static final int EOPNOTSUPP = 95;
  public static final int ENETUNREACH = 101;
  public static final int ESTALE = 116;

  private Errnos() {}

  /** The errno that tells a program of a failure; positive. */
  public static int of(FsFailure failure) {
    return switch (failure) {
      case NOT_FOUND -> ENOENT;
      case EXISTS -> EEXIST;
      case NOT_A_DIRECTORY -> ENOTDIR;
      case IS_A_DIRECTORY -> EISDIR;
      case DIRECTORY_NOT_EMPTY -> ENOTEMPTY;
      case NAME_TOO_LONG -> ENAMETOOLONG;
      // ext4 with a strict encoding says EINVAL, which rm and cp report as a mystery; this one
      // reads "Invalid or incomplete multibyte or wide character".
      case NAME_NOT_UTF8 -> EILSEQ;
      case INVALID -> EINVAL;
      case NOT_PERMITTED -> EPERM;
      case ACCESS_DENIED -> EACCES;
      case READ_ONLY -> EROFS;
      // Also for an attribute that does not fit into the object's metadata, as ext4 does when an
      // attribute block is full.
      case NO_SPACE -> ENOSPC;
      case FILE_TOO_LARGE -> EFBIG;
      case TOO_MANY_LINKS -> EMLINK;
      case NO_DATA -> ENODATA;
      case BUFFER_TOO_SMALL -> ERANGE;
      // ENOSYS would make the kernel never ask again, for any file.
      case NOT_SUPPORTED -> EOPNOTSUPP;
      case NO_SUCH_OFFSET -> ENXIO;
      case BAD_HANDLE -> EBADF;
      // EBUSY says the same to a human, but tools retry on this one.
      case TRY_AGAIN -> EAGAIN;
      case INTERRUPTED -> EINTR;
      // EIO would look like a broken disk; ETIMEDOUT is not among what read(2) is known for.
      case NETWORK_UNREACHABLE -> ENETUNREACH;
      case IO_ERROR -> EIO;
    };
  }
}
