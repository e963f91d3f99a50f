package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.api.DownloadErrorType;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import java.io.IOException;

/** What a program is told of a download that failed. */
final class DownloadErrors {

  private DownloadErrors() {}

  static DownloadErrorType of(IOException failure) {
    if (failure.getCause() instanceof CloudException cloud) {
      return ofCloud(cloud);
    }
    if (failure instanceof ControlException control) {
      return control.failure() == ControlFailure.NO_SUCH_FILE
          ? DownloadErrorType.CONTENT_NOT_FOUND
          : DownloadErrorType.UNKNOWN_ERROR;
    }
    return failure instanceof FsException refused
        ? ofHere(refused)
        : DownloadErrorType.UNKNOWN_ERROR;
  }

  private static DownloadErrorType ofCloud(CloudException failure) {
    return switch (failure.failure()) {
      case UNREACHABLE, TIMED_OUT -> DownloadErrorType.NETWORK_UNAVAILABLE;
      case NOT_FOUND, NO_SUCH_BUCKET -> DownloadErrorType.CONTENT_NOT_FOUND;
      case THROTTLED -> DownloadErrorType.FREQUENT_USER_REQUESTS;
      default -> DownloadErrorType.UNKNOWN_ERROR;
    };
  }

  private static DownloadErrorType ofHere(FsException failure) {
    return switch (failure.failure()) {
      case NETWORK_UNREACHABLE -> DownloadErrorType.NETWORK_UNAVAILABLE;
      case NO_SPACE -> DownloadErrorType.LOCAL_STORAGE_FULL;
      case NOT_FOUND -> DownloadErrorType.CONTENT_NOT_FOUND;
      default -> DownloadErrorType.UNKNOWN_ERROR;
    };
  }
}
