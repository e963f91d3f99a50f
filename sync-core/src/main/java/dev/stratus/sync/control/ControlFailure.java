package dev.stratus.sync.control;

/** Why a request came to nothing. */
public enum ControlFailure {
  /** The request is malformed or makes no sense here. */
  INVALID,
  /** The peer may not ask this. */
  DENIED,
  /** It was tried and did not work. */
  FAILED,
  /** It cannot be done now: a run of the same kind is under way. */
  BUSY,
  /** No daemon answers. */
  NO_DAEMON
}
