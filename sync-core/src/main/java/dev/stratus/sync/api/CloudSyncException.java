package dev.stratus.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * What cloudSync calls a BusinessError: a numeric code and its documented message.
 *
 * <p>{@link #reason} says what happened in this case, for a log or a human.
 */
public final class CloudSyncException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorCode error;
  private final String reason;

  CloudSyncException(ErrorCode error, String reason, @Nullable Throwable cause) {
    super(error.message(), cause);
    this.error = error;
    this.reason = reason;
  }

  CloudSyncException(ErrorCode error, String reason) {
    this(error, reason, null);
  }

  /** The number that cloudSync gives this error. */
  public int code() {
    return error.code();
  }

  public ErrorCode error() {
    return error;
  }

  /** A sentence about this case. */
  public String reason() {
    return reason;
  }
}
