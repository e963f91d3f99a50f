package dev.stratus.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * What cloudSync calls a BusinessError: a numeric code and the message that the documentation gives
 * this code for the member that failed.
 *
 * <p>{@link #reason} says what happened in this case, for a log or a human.
 */
public final class CloudSyncException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorCode error;
  private final String reason;

  private CloudSyncException(
      ErrorCode error, String message, String reason, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
    this.reason = reason;
  }

  CloudSyncException(ErrorCode error, String reason, @Nullable Throwable cause) {
    this(error, error.message(), reason, cause);
  }

  CloudSyncException(ErrorCode error, String reason) {
    this(error, reason, null);
  }

  /** The same as a member tells it: with its own code for it, where it has one, and its message. */
  CloudSyncException as(Member member) {
    ErrorCode told = member.tells(error);
    return new CloudSyncException(told, member.message(told), reason, this);
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
