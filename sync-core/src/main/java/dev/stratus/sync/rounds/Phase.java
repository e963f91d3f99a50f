package dev.stratus.sync.rounds;

/** Where a sync stands between and in its rounds. */
enum Phase {
  /** Nothing is to be done, or nothing can be. */
  IDLE,
  /** A round is under way. */
  RUNNING,
  /** A round is under way, and another one was asked for meanwhile. */
  RUNNING_BEFORE_ANOTHER,
  /** Somebody stopped it. */
  STOPPED
}
