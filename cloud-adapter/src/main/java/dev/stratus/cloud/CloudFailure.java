package dev.stratus.cloud;

/** Why a request to the cloud was not done. */
public enum CloudFailure {
  /** No object is under that key, or no upload under that id. */
  NOT_FOUND(false),
  /** The bucket does not exist. */
  NO_SUCH_BUCKET(false),
  /** The object is not the one that the precondition names. */
  PRECONDITION_FAILED(false),
  /** These credentials may not do this. */
  ACCESS_DENIED(false),
  /** The server does not know these credentials. */
  BAD_CREDENTIALS(false),
  /** The bucket or the account is full. */
  QUOTA_EXCEEDED(false),
  /** The server does not take this key. */
  NAME_NOT_ALLOWED(false),
  /** Object, part or metadata is over the server's limit. */
  TOO_LARGE(false),
  /** The object is locked or retained. */
  LOCKED(false),
  /** The request is malformed or not understood by this server. */
  NOT_SUPPORTED(false),
  /** The bytes that arrived there are not those that were announced. */
  CHECKSUM_MISMATCH(true),
  /** The clocks differ too much; told with the server's time. */
  CLOCK_SKEW(true),
  /** The server asks for patience (429, 503 SlowDown). */
  THROTTLED(true),
  /** The server failed (5xx). */
  SERVER_ERROR(true),
  /** Nobody answered in time, or the bytes stopped coming. */
  TIMED_OUT(true),
  /** The network or the endpoint is not there. */
  UNREACHABLE(true),
  /** The answer is cut, of a wrong length, of another range or version, or not S3. */
  BROKEN_ANSWER(true),
  /** We gave up: interrupted, or the store was closed. */
  CANCELLED(false);

  private final boolean retryable;

  CloudFailure(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same request may succeed a little later with nothing else changed. */
  public boolean retryable() {
    return retryable;
  }

  /** Whether the server gave no answer at all, so that a change may have been made or not. */
  public boolean outcomeUnknown() {
    return switch (this) {
      case TIMED_OUT, UNREACHABLE, BROKEN_ANSWER, SERVER_ERROR, CANCELLED -> true;
      default -> false;
    };
  }
}
