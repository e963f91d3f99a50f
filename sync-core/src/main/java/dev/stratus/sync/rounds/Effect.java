package dev.stratus.sync.rounds;

/** What a transition does besides. */
enum Effect {
  NOTHING,
  /** The work of a round begins. */
  BEGIN,
  /** Which way things move is told. */
  TELL_WORK,
  /** All is in step: the time is kept. */
  SUCCEED,
  SUCCEED_AND_BEGIN,
  /** All is in step although no round was seen. */
  TELL_DONE,
  /** Why it does not go on is told. */
  FAIL,
  FAIL_AND_BEGIN,
  /** That it is stopped is told. */
  TELL_STOPPED
}
