package dev.stratus.sync.rounds;

/** What moves a sync from phase to phase. */
enum Happening {
  /** Somebody asks for a round. */
  START,
  /** Somebody wants it to rest. */
  STOP,
  /** Something moves, or can move. */
  WORK,
  /** Nothing is left to be done. */
  DONE,
  /** Something is left, and nothing of it moves. */
  STUCK
}
