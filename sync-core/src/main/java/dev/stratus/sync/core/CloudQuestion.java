package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import java.io.IOException;

/** Something that the bucket is asked for its versions; what it refuses becomes a sentence. */
@FunctionalInterface
interface CloudQuestion<T> {

  T ask() throws IOException;

  /** The answer, or a failure for the user. */
  static <T> T answer(CloudQuestion<T> question) throws IOException {
    try {
      return question.ask();
    } catch (CloudException e) {
      throw new ControlException(failure(e), sentence(e), e);
    }
  }

  private static ControlFailure failure(CloudException e) {
    return switch (e.failure()) {
      case NOT_FOUND -> ControlFailure.NO_SUCH_VERSION;
      case UNREACHABLE, TIMED_OUT -> ControlFailure.UNREACHABLE;
      default -> ControlFailure.FAILED;
    };
  }

  private static String sentence(CloudException e) {
    return switch (e.failure()) {
      case NOT_SUPPORTED ->
          "The bucket keeps no versions; 'stratus versioning enable' lets it keep them from now on,"
              + " where its server can.";
      case ACCESS_DENIED ->
          "These credentials may not do this to the bucket: " + e.getMessage() + ".";
      default -> "The bucket does not answer: " + e.getMessage() + ".";
    };
  }
}
