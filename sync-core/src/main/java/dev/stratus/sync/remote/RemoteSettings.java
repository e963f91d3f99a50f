package dev.stratus.sync.remote;

import java.time.Duration;

/**
 * How the cloud is looked at.
 *
 * @param compareInterval between two compares of the whole bucket
 * @param old after how long a directory that is used is looked at again
 * @param workers how many directories and objects are asked for at once
 * @param removals how many files a compare may remove unasked
 * @param readOnly whether nothing may be changed in the cloud
 */
public record RemoteSettings(
    Duration compareInterval,
    Duration old,
    int workers,
    RemovalGuard.Limit removals,
    boolean readOnly) {

  /** What a mount uses unless it is told otherwise. */
  public static RemoteSettings defaults() {
    return new RemoteSettings(
        Duration.ofSeconds(30), Duration.ofSeconds(5), 16, RemovalGuard.Limit.defaults(), false);
  }

  public RemoteSettings withCompareInterval(Duration interval) {
    return new RemoteSettings(interval, old, workers, removals, readOnly);
  }

  public RemoteSettings withOld(Duration age) {
    return new RemoteSettings(compareInterval, age, workers, removals, readOnly);
  }

  public RemoteSettings withRemovals(RemovalGuard.Limit limit) {
    return new RemoteSettings(compareInterval, old, workers, limit, readOnly);
  }

  public RemoteSettings withReadOnly(boolean only) {
    return new RemoteSettings(compareInterval, old, workers, removals, only);
  }
}
