package dev.stratus.sync.download;

import java.time.Duration;

/** Hears of reads that ended because the cloud did not answer. Returns at once. */
@FunctionalInterface
public interface SilenceListener {

  /**
   * A read has waited in vain.
   *
   * @param waited for how long nothing came
   */
  void nothingCame(Duration waited, String reason);
}
