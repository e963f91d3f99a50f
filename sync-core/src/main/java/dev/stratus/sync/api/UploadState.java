package dev.stratus.sync.api;

/** Where the upload of a file stands: cloudSync's UploadState. */
public enum UploadState {
  /** It waits for its turn. */
  WAITING(0),
  /** It goes up. */
  RUNNING(1),
  /** It is in the cloud. */
  COMPLETED(2),
  /** It was refused. */
  FAILED(3),
  /** Its sync was stopped. */
  STOPPED(4),
  /** Somebody paused it. */
  PAUSED(5);

  private final int number;

  UploadState(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
