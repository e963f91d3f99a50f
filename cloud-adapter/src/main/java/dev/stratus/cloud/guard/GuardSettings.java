package dev.stratus.cloud.guard;

import java.time.Duration;

/**
 * The limits around a store.
 *
 * @param attempts how often a request is sent at most, the first time included
 * @param firstPause before the second attempt; each further pause is twice as long, up to {@code
 *     longestPause}, and half of it is drawn by lot, so that many clients do not return at once
 * @param transfers how many requests that move bytes run at once
 * @param requests how many other requests run at once; apart, so that no transfer delays a look
 * @param patience how long a request waits for its turn
 * @param bytesUp per second, 0 for no limit
 * @param bytesDown per second, 0 for no limit
 */
public record GuardSettings(
    int attempts,
    Duration firstPause,
    Duration longestPause,
    int transfers,
    int requests,
    Duration patience,
    long bytesUp,
    long bytesDown) {

  /**
   * Four attempts span about a second: a hiccup is bridged, an outage is the caller's, who knows
   * whether anybody waits. 64 transfers keep a line of 20 ms busy with small files.
   */
  public static final GuardSettings DEFAULT =
      new GuardSettings(
          4, Duration.ofMillis(100), Duration.ofSeconds(2), 64, 32, Duration.ofSeconds(30), 0, 0);

  /** The same with another number of transfers at once. */
  public GuardSettings withTransfers(int most) {
    return new GuardSettings(
        attempts, firstPause, longestPause, most, requests, patience, bytesUp, bytesDown);
  }

  /** The same with other limits on bytes per second, 0 for none. */
  public GuardSettings withRates(long up, long down) {
    return new GuardSettings(
        attempts, firstPause, longestPause, transfers, requests, patience, up, down);
  }
}
