package dev.stratus.sync.api;

/** Why the download of a whole bundle ended: cloudSyncManager's DownloadStopReason. */
public enum DownloadStopReason {
  /** It did not, or it is done. */
  NO_STOP(0),
  /** The cloud could not be reached. */
  NETWORK_UNAVAILABLE(1),
  /** The disk, or what the cache may hold, has no room for it. */
  LOCAL_STORAGE_FULL(2),
  /** The machine is too hot. */
  TEMPERATURE_LIMIT(3),
  /** Somebody stopped it. */
  USER_STOPPED(4),
  /** The daemon ended. */
  APP_UNLOAD(5),
  /** Anything else. */
  OTHER_REASON(6);

  private final int number;

  DownloadStopReason(int number) {
    this.number = number;
  }

  /** The number that cloudSyncManager gives it. */
  public int number() {
    return number;
  }
}
