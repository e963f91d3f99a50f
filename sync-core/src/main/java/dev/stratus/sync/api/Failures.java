package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns what went wrong into cloudSync's codes. */
final class Failures {

  private Failures() {}

  /** What came of a request to the daemon. */
  static CloudSyncException of(IOException e) {
    String reason = String.valueOf(e.getMessage());
    if (!(e instanceof ControlException control)) {
      return new CloudSyncException(ErrorCode.IPC_ERROR, reason, e);
    }
    return new CloudSyncException(codeOf(control.failure()), reason, e);
  }

  private static ErrorCode codeOf(ControlFailure failure) {
    return switch (failure) {
      case DENIED -> ErrorCode.PERMISSION_DENIED;
      case NOT_SYSTEM -> ErrorCode.NOT_SYSTEM_APPLICATION;
      case INVALID -> ErrorCode.INVALID_PARAMETER;
      case BUSY -> ErrorCode.ALREADY_RUNNING;
      case CLOUD_OFF -> ErrorCode.CLOUD_NOT_READY;
      case LOW_BATTERY -> ErrorCode.LOW_BATTERY;
      case NO_DAEMON, OVERLOADED -> ErrorCode.IPC_ERROR;
      case NO_SUCH_FILE -> ErrorCode.NO_SUCH_FILE;
      case BAD_PATH -> ErrorCode.INVALID_URI;
      case NO_SPACE -> ErrorCode.NO_SPACE;
      case NO_SUCH_VERSION -> ErrorCode.NO_SUCH_VERSION;
      case UNREACHABLE -> ErrorCode.NETWORK_UNAVAILABLE;
      case FAILED -> ErrorCode.INNER_ERROR;
    };
  }

  /** What came of reading a file's attribute. */
  static CloudSyncException ofFile(String uri, IOException e) {
    ErrorCode error = ErrorCode.UNKNOWN_ERROR;
    if (e instanceof NoSuchFileException) {
      error = ErrorCode.NO_SUCH_FILE;
    } else if (e instanceof AccessDeniedException) {
      error = ErrorCode.FILE_PERMISSION_DENIED;
    }
    return new CloudSyncException(error, uri + ": " + e.getMessage(), e);
  }
}
