package dev.stratus.sync.upload;

/** Why something failed, for a human. */
final class Reason {

  private Reason() {}

  static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
