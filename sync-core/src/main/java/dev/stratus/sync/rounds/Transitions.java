package dev.stratus.sync.rounds;

/** The one table of what follows from what. */
final class Transitions {

  /** A phase, and what is done on the way to it. */
  record Transition(Phase next, Effect effect) {}

  private Transitions() {}

  static Transition of(Phase phase, Happening happening) {
    return switch (phase) {
      case IDLE ->
          switch (happening) {
            case START -> to(Phase.RUNNING, Effect.BEGIN);
            case STOP -> to(Phase.STOPPED, Effect.TELL_STOPPED);
            case WORK -> to(Phase.RUNNING, Effect.TELL_WORK);
            case DONE -> to(Phase.IDLE, Effect.TELL_DONE);
            case STUCK -> to(Phase.IDLE, Effect.FAIL);
          };
      case RUNNING ->
          switch (happening) {
            case START -> to(Phase.RUNNING_BEFORE_ANOTHER, Effect.NOTHING);
            case STOP -> to(Phase.STOPPED, Effect.TELL_STOPPED);
            case WORK -> to(Phase.RUNNING, Effect.TELL_WORK);
            case DONE -> to(Phase.IDLE, Effect.SUCCEED);
            case STUCK -> to(Phase.IDLE, Effect.FAIL);
          };
      case RUNNING_BEFORE_ANOTHER ->
          switch (happening) {
            case START -> to(Phase.RUNNING_BEFORE_ANOTHER, Effect.NOTHING);
            case STOP -> to(Phase.STOPPED, Effect.TELL_STOPPED);
            case WORK -> to(Phase.RUNNING_BEFORE_ANOTHER, Effect.TELL_WORK);
            case DONE -> to(Phase.RUNNING, Effect.SUCCEED_AND_BEGIN);
            case STUCK -> to(Phase.RUNNING, Effect.FAIL_AND_BEGIN);
          };
      case STOPPED ->
          switch (happening) {
            case START -> to(Phase.RUNNING, Effect.BEGIN);
            case STOP -> to(Phase.STOPPED, Effect.TELL_STOPPED);
            case WORK, DONE, STUCK -> to(Phase.STOPPED, Effect.NOTHING);
          };
    };
  }

  private static Transition to(Phase next, Effect effect) {
    return new Transition(next, effect);
  }
}
