package dev.stratus.cloud.memory;

import dev.stratus.cloud.CloudFailure;
import java.time.Duration;

/** Something that goes wrong with one request. */
public sealed interface Fault {

  /** The request fails and nothing is done. */
  record Fail(CloudFailure failure) implements Fault {}

  /** The request is done, but its caller only sees this failure. */
  record LoseReply(CloudFailure failure) implements Fault {}

  /** The request waits until the injection is released; then it is done. */
  record Hang() implements Fault {}

  /** The body of a get stops after so many bytes until the injection is released. */
  record HangAfter(long bytes) implements Fault {}

  /** The body of a get breaks after so many bytes. */
  record CutAfter(long bytes) implements Fault {}

  /** The body of a get comes through a line that it shares with all others on it. */
  record Through(NarrowLine line) implements Fault {}

  /** The request is done so much later. */
  record Late(Duration delay) implements Fault {}

  /** The answer names an ETag that is not the object's; a get notices it. */
  record WrongETag() implements Fault {}

  /**
   * Something happens right before the request is done: what another client does. On a verb whose
   * precondition the server does not obey, this is the window between the look and the change.
   */
  record Before(Runnable action) implements Fault {}

  static Fault fail(CloudFailure failure) {
    return new Fail(failure);
  }

  static Fault loseReply() {
    return new LoseReply(CloudFailure.TIMED_OUT);
  }

  static Fault hang() {
    return new Hang();
  }

  static Fault hangAfter(long bytes) {
    return new HangAfter(bytes);
  }

  static Fault cutAfter(long bytes) {
    return new CutAfter(bytes);
  }

  static Fault through(NarrowLine line) {
    return new Through(line);
  }

  static Fault late(Duration delay) {
    return new Late(delay);
  }

  static Fault wrongETag() {
    return new WrongETag();
  }

  static Fault before(Runnable action) {
    return new Before(action);
  }
}
