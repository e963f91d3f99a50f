package dev.stratus.sync;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An operation that the file system refused. Carries no stack trace unless it has a cause. */
public final class FsException extends IOException {

  private static final long serialVersionUID = 1L;

  private final FsFailure failure;

  public FsException(FsFailure failure, String message) {
    this(failure, message, null);
  }

  public FsException(FsFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public FsFailure failure() {
    return failure;
  }

  /** Refusals such as ENOENT are an everyday answer: a trace costs more than the look-up itself. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
