package dev.stratus.sync.api;

/** Why a download failed: cloudSync's DownloadErrorType. */
public enum DownloadErrorType {
  /** It did not fail. */
  NO_ERROR(0),
  /** Anything else; the daemon's log has more. */
  UNKNOWN_ERROR(1),
  /** The cloud could not be reached, or did not answer in time. */
  NETWORK_UNAVAILABLE(2),
  /** The disk, or what the cache may hold, has no room for it. */
  LOCAL_STORAGE_FULL(3),
  /** The file, or its object, is gone. */
  CONTENT_NOT_FOUND(4),
  /** The server asks for patience. */
  FREQUENT_USER_REQUESTS(5);

  private final int number;

  DownloadErrorType(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
