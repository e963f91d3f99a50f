package dev.stratus.mount.config;

/** Something the user gave makes no sense, or is missing; the message says what to do. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean malformed;

  private ConfigException(boolean malformed, String message) {
    super(message);
    this.malformed = malformed;
  }

  /** A text that cannot be understood. */
  public static ConfigException malformed(String message) {
    return new ConfigException(true, message);
  }

  /** Well formed, but it does not work like this. */
  public static ConfigException refused(String message) {
    return new ConfigException(false, message);
  }

  /** Whether a text could not be understood. */
  public boolean malformed() {
    return malformed;
  }
}
