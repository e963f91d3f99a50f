package dev.stratus.sync.api;

/**
 * Hears the events of a subscription; each method returns at once.
 *
 * @param <E> what an event is
 */
interface Watcher<E> {

  /** The next event. */
  void heard(E event);

  /** The daemon has gone, or events came faster than they were read: some may be lost. */
  void interrupted();

  /** It goes on after an interruption. */
  void resumed();
}
