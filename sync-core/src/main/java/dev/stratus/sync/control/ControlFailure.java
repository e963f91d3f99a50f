package dev.stratus.sync.control;

/** Why a request came to nothing. */
public enum ControlFailure {
  /** The request is malformed or makes no sense here. */
  INVALID,
  /** The peer may not ask this. */
  DENIED,
  /** Nothing is at that path. */
  NO_SUCH_FILE,
  /** The path leads through a link, out of the mount, or to what the request cannot be about. */
  BAD_PATH,
  /** The disk, or what the cache may hold, has no room for it. */
  NO_SPACE,
  /** There is no such version of the file. */
  NO_SUCH_VERSION,
  /** The cloud cannot be reached. */
  UNREACHABLE,
  /** Only system applications may ask this, and the peer is none. */
  NOT_SYSTEM,
  /** It was tried and did not work. */
  FAILED,
  /** It cannot be done now: a run of the same kind is under way. */
  BUSY,
  /** Too much is asked at a time. */
  OVERLOADED,
  /** The cloud is switched off here, or does not know the credentials. */
  CLOUD_OFF,
  /** The battery is too low for it. */
  LOW_BATTERY,
  /** No daemon answers. */
  NO_DAEMON
}
