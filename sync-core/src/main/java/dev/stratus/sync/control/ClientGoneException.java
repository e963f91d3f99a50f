package dev.stratus.sync.control;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The program that asked went away before its answer was there. */
public final class ClientGoneException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  ClientGoneException(IOException cause) {
    super("the client is gone", cause);
  }
}
