package dev.stratus.sync.remote;

import java.time.Duration;

/**
 * How the cloud is looked at.
 *
 * @param compareInterval between two compares of the whole bucket
 * @param patience how long a program waits for an answer that makes no progress
 * @param workers how many directories and objects are asked for at once
 */
public record RemoteSettings(Duration compareInterval, Duration patience, int workers) {

  /** What a mount uses unless it is told otherwise. */
  public static RemoteSettings defaults() {
    return new RemoteSettings(Duration.ofSeconds(30), Duration.ofSeconds(16), 16);
  }

  public RemoteSettings withCompareInterval(Duration interval) {
    return new RemoteSettings(interval, patience, workers);
  }

  public RemoteSettings withPatience(Duration time) {
    return new RemoteSettings(compareInterval, time, workers);
  }
}
