package dev.stratus.sync.control;

import dev.stratus.sync.FsException;
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

  /** What a request came to that failed inside the mount. */
  static ControlException of(IOException e) {
    if (e instanceof ControlException known) {
      return known;
    }
    String message = e.getMessage();
    return new ControlException(failureOf(e), message == null ? e.toString() : message, e);
  }

  private static ControlFailure failureOf(IOException e) {
    if (!(e instanceof FsException refused)) {
      return ControlFailure.FAILED;
    }
    return switch (refused.failure()) {
      case NOT_FOUND -> ControlFailure.NO_SUCH_FILE;
      case NO_SPACE -> ControlFailure.NO_SPACE;
      case NETWORK_UNREACHABLE -> ControlFailure.UNREACHABLE;
      default -> ControlFailure.FAILED;
    };
  }

  public ControlFailure failure() {
    return failure;
  }
}
