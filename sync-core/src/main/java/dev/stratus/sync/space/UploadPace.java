package dev.stratus.sync.space;

import java.util.Optional;

/** How fast room is made by uploads; what has gone up can go from here. */
public interface UploadPace {

  /** How many bytes were sent of what is on its way up. */
  long sentBytes();

  /** Why nothing goes up, for a human; empty where nothing is known to be wrong. */
  Optional<String> trouble();

  /**
   * Waits for a moment, or until an upload has ended.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  void pause() throws InterruptedException;
}
