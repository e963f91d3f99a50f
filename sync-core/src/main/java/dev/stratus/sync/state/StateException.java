package dev.stratus.sync.state;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A state directory that cannot be used; the message is a sentence for the user. */
public final class StateException extends IOException {

  private static final long serialVersionUID = 1L;

  StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  StateException(String message) {
    this(message, null);
  }
}
