package dev.stratus.cloud.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What we were to send could not be read; the network has nothing to do with it. */
final class BodyFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  BodyFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
