package dev.stratus.mount.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A mount that did not come about; the message is one sentence for the user. */
public final class MountException extends IOException {

  private static final long serialVersionUID = 1L;

  public MountException(String message) {
    this(message, null);
  }

  public MountException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
