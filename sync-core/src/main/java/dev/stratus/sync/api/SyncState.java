package dev.stratus.sync.api;

/** Where a sync stands: cloudSync's SyncState. */
public enum SyncState {
  /** Files go up. */
  UPLOADING(0),
  /** Files did not go up; the error says why. */
  UPLOAD_FAILED(1),
  /** What changed in the cloud comes down. */
  DOWNLOADING(2),
  /** It did not come down; the error says why. */
  DOWNLOAD_FAILED(3),
  /** All is in step; also what a listener hears first when nothing is going on. */
  COMPLETED(4),
  /** Somebody stopped it, or the daemon died. */
  STOPPED(5);

  private final int number;

  SyncState(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
