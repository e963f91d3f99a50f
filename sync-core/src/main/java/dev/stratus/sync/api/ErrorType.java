package dev.stratus.sync.api;

/** Why a sync does not go on: cloudSync's ErrorType. */
public enum ErrorType {
  /** Nothing is wrong. */
  NO_ERROR(0),
  /** There is no network. */
  NETWORK_UNAVAILABLE(1),
  /** There is only a metered network, and uploads over it are not allowed. */
  WIFI_UNAVAILABLE(2),
  /** The battery is below 10 % and not charging. */
  BATTERY_LEVEL_LOW(3),
  /** The battery is below 15 % and not charging. */
  BATTERY_LEVEL_WARNING(4),
  /** The bucket or the account is full. */
  CLOUD_STORAGE_FULL(5),
  /** The disk is full. */
  LOCAL_STORAGE_FULL(6),
  /** The machine is too hot. */
  DEVICE_TEMPERATURE_TOO_HIGH(7),
  /** The server does not answer as it should. */
  REMOTE_SERVER_ABNORMAL(8);

  private final int number;

  ErrorType(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
