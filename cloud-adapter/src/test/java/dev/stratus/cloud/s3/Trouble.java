package dev.stratus.cloud.s3;

/** What a {@link FaultProxy} does to one request or its answer. */
public enum Trouble {
  /** The connection is reset before anything was passed on. */
  REFUSE,
  /** The connection is reset after half of the request's body. */
  RESET_REQUEST,
  /** The request was done, and the connection is reset in the middle of the answer. */
  RESET_ANSWER,
  /** The request was done, and nobody hears of it. */
  LOSE_ANSWER,
  /** Nothing is passed on, and nothing is answered for ever. */
  STALL,
  /** The request was done, and nothing is answered for ever. */
  STALL_ANSWER,
  INTERNAL_ERROR,
  SLOW_DOWN,
  /** 403 for what is allowed. */
  FORBIDDEN,
  /** 404 for what is there. */
  NOT_FOUND,
  /** 412 for a precondition that holds. */
  PRECONDITION,
  /** A bit of the request's body is another one on the way. */
  CORRUPT_REQUEST,
  /** Fewer bytes come than were asked for, and the head says so. */
  SHORT_ANSWER,
  /** More bytes come than were asked for, and the head says so. */
  LONG_ANSWER,
  /** A listing is answered as it was some time ago. */
  STALE_LIST;

  /**
   * Whether a request can meet this. What a HEAD answers is the last word of a server: a lie there
   * is no fault but another truth.
   */
  boolean appliesTo(HttpMessage request) {
    boolean head = request.method().equals("HEAD");
    boolean list = request.isList();
    boolean object = request.method().equals("GET") && !list;
    return switch (this) {
      case REFUSE, STALL, INTERNAL_ERROR, SLOW_DOWN, LOSE_ANSWER, STALL_ANSWER -> true;
      case RESET_ANSWER, SHORT_ANSWER, LONG_ANSWER -> list || object;
      case RESET_REQUEST, CORRUPT_REQUEST -> request.body().length > 0;
      case FORBIDDEN -> !head;
      case NOT_FOUND, PRECONDITION -> !head && !list;
      case STALE_LIST -> list;
    };
  }
}
