package dev.stratus.sync.network;

import java.time.Duration;

/** Hears of programs that were let go because the cloud did not answer. Returns at once. */
@FunctionalInterface
public interface SilenceListener {

  /**
   * A program has waited in vain.
   *
   * @param waited for how long nothing came
   */
  void nothingCame(Duration waited, String reason);
}
