package dev.stratus.sync.api;

/** How the documentation words the codes that it words in more than one way. */
enum Wording {
  /** That of most members. */
  PLAIN,
  /** That of the members without an argument that could be missing. */
  NO_ARGUMENT,
  /** That of the members that came with API 11 and later. */
  VERBOSE,
  /** That of the constructor with a bundle: verbose where only system applications may call. */
  CONSTRUCTOR;

  private static final String TYPES_ONLY =
      "The input parameter is invalid. Possible causes:Incorrect parameter types.";
  private static final String TOKEN =
      "Permission verification failed, usually the result returned by VerifyAccessToken.";
  private static final String SYSTEM_API =
      "Permission verification failed, application which is not a system application uses system"
          + " API.";

  String message(ErrorCode error) {
    return switch (error) {
      case INVALID_PARAMETER -> this == NO_ARGUMENT ? TYPES_ONLY : error.message();
      case PERMISSION_DENIED -> this == VERBOSE ? TOKEN : error.message();
      case NOT_SYSTEM_APPLICATION ->
          this == VERBOSE || this == CONSTRUCTOR ? SYSTEM_API : error.message();
      default -> error.message();
    };
  }
}
