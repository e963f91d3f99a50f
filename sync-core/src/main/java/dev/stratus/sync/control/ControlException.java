package dev.stratus.sync.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that came to nothing, with a sentence for the user. */
public final class ControlException extends IOException {

  private static final long serialVersionUID = 1L;

  private final ControlFailure failure;

  public ControlException(ControlFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public ControlException(ControlFailure failure, String message) {
    this(failure, message, null);
  }

  public ControlFailure failure() {
    return failure;
  }
}
