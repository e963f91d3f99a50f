package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlFailure;

/** From a failed request to an exit code. */
final class ControlFailures {

  private ControlFailures() {}

  static int exitCode(ControlFailure failure) {
    return switch (failure) {
      case INVALID -> ExitCode.USAGE;
      case DENIED,
          NOT_SYSTEM,
          BUSY,
          OVERLOADED,
          NO_SUCH_FILE,
          BAD_PATH,
          NO_SPACE,
          NO_SUCH_VERSION,
          UNREACHABLE,
          CLOUD_OFF,
          LOW_BATTERY,
          FAILED ->
          ExitCode.FAILED;
      case NO_DAEMON -> ExitCode.NO_DAEMON;
    };
  }
}
