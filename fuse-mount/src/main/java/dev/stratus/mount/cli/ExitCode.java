package dev.stratus.mount.cli;

/** What the commands return; scripts rely on these numbers. */
public final class ExitCode {

  public static final int OK = 0;

  /** It was tried and did not work, or not for all. */
  public static final int FAILED = 1;

  /** A malformed argument or URL. */
  public static final int USAGE = 2;

  /** No daemon serves that mount. */
  public static final int NO_DAEMON = 3;

  private ExitCode() {}
}
