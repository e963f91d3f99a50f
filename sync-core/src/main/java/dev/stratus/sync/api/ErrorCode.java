package dev.stratus.sync.api;

/**
 * The codes of cloudSync. A message belongs to code <em>and</em> member: {@link #message} is what
 * the documentation says of most members, {@link CloudSyncException#getMessage} what it says of the
 * one that failed.
 */
public enum ErrorCode {
  /** The caller may not do this. */
  PERMISSION_DENIED(201, "Permission verification failed."),
  /** Only system applications may do this: here, the mount's owner and root. */
  NOT_SYSTEM_APPLICATION(202, "The caller is not a system application."),
  /** An argument is missing, of the wrong kind or out of its range. */
  INVALID_PARAMETER(
      401,
      "The input parameter is invalid. Possible causes: 1. Mandatory parameters are left"
          + " unspecified. 2. Incorrect parameter types."),
  /** No daemon serves the mount, or it ended meanwhile. */
  IPC_ERROR(13600001, "IPC error."),
  /** Nobody may do this here. */
  NOT_PERMITTED(13900001, "Operation not permitted."),
  /** Nothing has this uri. */
  NO_SUCH_FILE(13900002, "No such file or directory."),
  /** The call was interrupted. */
  INTERRUPTED(13900004, "Interrupted system call."),
  /** Bytes could not be read or written. */
  IO_ERROR(13900005, "I/O error."),
  /** What was opened is not open any more. */
  BAD_FILE_DESCRIPTOR(13900008, "Bad file descriptor."),
  /** It cannot be done now; the reason goes with it. */
  TRY_AGAIN(13900010, "Try again."),
  /** The file system refuses it to this user. */
  FILE_PERMISSION_DENIED(13900012, "Permission denied by the file system."),
  /** An argument of a newer member is invalid. */
  INVALID_ARGUMENT(13900020, "Invalid argument."),
  /** The disk, or what the cache may hold, has no room for it. */
  NO_SPACE(13900025, "No space left on device."),
  /** The file system does not do this. */
  NOT_IMPLEMENTED(13900031, "Function not implemented."),
  /** Anything else. */
  UNKNOWN_ERROR(13900042, "Unknown error."),
  /** The uri is no file's, or one outside the mount. */
  INVALID_URI(14000002, "Invalid URI."),
  /** The cloud is switched off here, or does not know the credentials. */
  CLOUD_NOT_READY(22400001, "Cloud status not ready."),
  /** The cloud cannot be reached. */
  NETWORK_UNAVAILABLE(22400002, "Network unavailable."),
  /** The battery is too low to begin. */
  LOW_BATTERY(22400003, "Low battery level."),
  /** More than may be asked for at once. */
  LIMIT_EXCEEDED(22400004, "Exceed the maximum limit."),
  /** Anything else, of newer members. */
  INNER_ERROR(22400005, "Inner error."),
  /** A run of the same kind has not ended. */
  ALREADY_RUNNING(22400006, "The same task is already in progress."),
  /** The version that is to replace a file was not downloaded. */
  NO_SUCH_VERSION(
      22400007, "The version file specified to replace the original file does not exist.");

  private final int code;
  private final String message;

  ErrorCode(int code, String message) {
    this.code = code;
    this.message = message;
  }

  public int code() {
    return code;
  }

  /** As the documentation words it for most members. */
  public String message() {
    return message;
  }
}
