package dev.stratus.sync.api;

/** The codes of cloudSync, with the messages of its documentation. */
public enum ErrorCode {
  /** The caller may not do this. */
  PERMISSION_DENIED(201, "Permission verification failed."),
  /** Only system applications may do this: here, the mount's owner and root. */
  NOT_SYSTEM_APPLICATION(202, "The caller is not a system application."),
  /** An argument is missing, of the wrong kind or out of its range. */
  INVALID_PARAMETER(401, "The input parameter is invalid."),
  /** No daemon serves the mount, or it ended meanwhile. */
  IPC_ERROR(13600001, "IPC error."),
  /** The uri is no file's, or one outside the mount. */
  INVALID_URI(14000002, "Invalid URI."),
  /** Nothing has this uri. */
  NO_SUCH_FILE(13900002, "No such file or directory."),
  /** The call was interrupted. */
  INTERRUPTED(13900004, "Interrupted system call."),
  /** It cannot be done now; the reason goes with it. */
  TRY_AGAIN(13900010, "Try again."),
  /** The file system refuses it to this user. */
  FILE_PERMISSION_DENIED(13900012, "Permission denied by the file system."),
  /** An argument of a newer member is invalid. */
  INVALID_ARGUMENT(13900020, "Invalid argument."),
  /** Anything else. */
  UNKNOWN_ERROR(13900042, "Unknown error."),
  /** Anything else, of newer members. */
  INNER_ERROR(22400005, "Inner error."),
  /** A run of the same kind has not ended. */
  ALREADY_RUNNING(22400006, "The same task is already in progress.");

  private final int code;
  private final String message;

  ErrorCode(int code, String message) {
    this.code = code;
    this.message = message;
  }

  public int code() {
    return code;
  }

  /** As the documentation words it. */
  public String message() {
    return message;
  }
}
