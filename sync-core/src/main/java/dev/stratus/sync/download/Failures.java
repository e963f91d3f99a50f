package dev.stratus.sync.download;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;

/** What a waiting program is told when the cloud did not give the bytes. */
final class Failures {

  private Failures() {}

  static FsException of(CloudException e) {
    FsFailure failure =
        switch (e.failure()) {
          case TIMED_OUT, UNREACHABLE -> FsFailure.NETWORK_UNREACHABLE;
          // Somebody answered, but not with the bytes: waiting for a network would not help.
          case NOT_FOUND,
              NO_SUCH_BUCKET,
              PRECONDITION_FAILED,
              ACCESS_DENIED,
              BAD_CREDENTIALS,
              QUOTA_EXCEEDED,
              NAME_NOT_ALLOWED,
              TOO_LARGE,
              LOCKED,
              NOT_SUPPORTED,
              CHECKSUM_MISMATCH,
              CLOCK_SKEW,
              THROTTLED,
              SERVER_ERROR,
              BROKEN_ANSWER,
              CANCELLED ->
              FsFailure.IO_ERROR;
        };
    return new FsException(failure, String.valueOf(e.getMessage()), e);
  }

  /** Whether the object is not what the index knows. */
  static boolean isStale(CloudException e) {
    return switch (e.failure()) {
      case NOT_FOUND, PRECONDITION_FAILED -> true;
      default -> false;
    };
  }
}
