package dev.stratus.sync.remote;

import java.time.Duration;

/**
 * How the cloud is looked at.
 *
 * @param compareInterval between two compares of the whole bucket
 * @param old after how long a directory that is used is looked at again
 * @param patience how long a program waits for an answer that makes no progress
 * @param workers how many directories and objects are asked for at once
 * @param removals how many files a compare may remove unasked
 * @param readOnly whether nothing may be changed in the cloud
 */
public record RemoteSettings(
    Duration compareInterval,
    Duration old,
    Duration patience,
    int workers,
    RemovalGuard.Limit removals,
    boolean readOnly) {

  /** What a mount uses unless it is told otherwise. */
  public static RemoteSettings defaults() {
    return new RemoteSettings(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(16),
        16,
        RemovalGuard.Limit.defaults(),
        false);
  }

  public RemoteSettings withCompareInterval(Duration interval) {
    return new RemoteSettings(interval, old, patience, workers, removals, readOnly);
  }

  public RemoteSettings withPatience(Duration time) {
    return new RemoteSettings(compareInterval, old, time, workers, removals, readOnly);
  }

  public RemoteSettings withOld(Duration age) {
    return new RemoteSettings(compareInterval, age, patience, workers, removals, readOnly);
  }

  public RemoteSettings withRemovals(RemovalGuard.Limit limit) {
    return new RemoteSettings(compareInterval, old, patience, workers, limit, readOnly);
  }

  public RemoteSettings withReadOnly(boolean only) {
    return new RemoteSettings(compareInterval, old, patience, workers, removals, only);
  }
}
