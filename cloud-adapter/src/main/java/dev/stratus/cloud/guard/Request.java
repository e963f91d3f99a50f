package dev.stratus.cloud.guard;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;

/**
 * What a decorator needs to know of a request.
 *
 * @param precondition of the object that it changes
 */
public record Request(Verb verb, Precondition precondition) {

  static Request of(Verb verb) {
    return new Request(verb, Precondition.none());
  }

  /** Whether doing it twice leaves the same as doing it once, and answers the same. */
  boolean repeatable() {
    return switch (verb) {
      case STAT, LIST, GET, LIST_MULTIPART, LIST_PARTS, LIST_VERSIONS, WATCH -> true;
      // A part that is there already is replaced, what is gone stays gone.
      case PUT_PART, COPY_PART, ABORT_MULTIPART, DELETE_ALL, KEEP_VERSIONS -> true;
      // A second upload id would leave the first on the server, unknown to anybody.
      case CREATE_MULTIPART -> false;
      // The upload is gone after the first time: only its nonce tells whether that was us.
      case COMPLETE_MULTIPART -> false;
      // A precondition fails after the first time: only the nonce tells whether that was us.
      case PUT, COPY, DELETE -> precondition instanceof Precondition.None;
    };
  }

  /** Whether it may be sent again after such a failure. */
  boolean mayRepeatAfter(CloudFailure failure) {
    if (!failure.retryable()) {
      return false;
    }
    return repeatable()
        || switch (failure) {
          // The server said that it did nothing, or was never reached.
          case THROTTLED, CLOCK_SKEW, CHECKSUM_MISMATCH, UNREACHABLE -> true;
          default -> false;
        };
  }

  /** Whether it moves a body of bytes, and so may run for long. */
  boolean transfers() {
    return switch (verb) {
      case GET, PUT, PUT_PART, COPY_PART, COPY, COMPLETE_MULTIPART -> true;
      default -> false;
    };
  }
}
