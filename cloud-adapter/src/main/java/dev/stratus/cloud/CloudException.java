package dev.stratus.cloud;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that the cloud did not do, with what was tried on which object. */
public final class CloudException extends IOException {

  private static final long serialVersionUID = 1L;

  private final CloudFailure failure;

  /**
   * @param message what was tried, on which object, what came back; for a human, without secrets
   */
  public CloudException(CloudFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public CloudException(CloudFailure failure, String message) {
    this(failure, message, null);
  }

  public CloudFailure failure() {
    return failure;
  }
}
