package dev.stratus.sync.rounds;

/**
 * Why a sync does not go on. Of several in one round the first in this order is told: the order of
 * the original as far as that has one.
 */
public enum Trouble {
  NETWORK_UNAVAILABLE,
  /** There is only a metered network, over which nothing may go up. */
  WIFI_UNAVAILABLE,
  BATTERY_LEVEL_WARNING,
  BATTERY_LEVEL_LOW,
  CLOUD_STORAGE_FULL,
  LOCAL_STORAGE_FULL,
  DEVICE_TEMPERATURE_TOO_HIGH,
  /** The server refuses something, or does not answer as it should. */
  REMOTE_SERVER_ABNORMAL
}
