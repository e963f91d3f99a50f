package dev.stratus.sync;

/** Where a file stands between here and the cloud. Names and numbers are those of cloudSync. */
public enum FileSyncState {
  /** Its bytes or attributes go up now. */
  UPLOADING(0),
  /** Its bytes come down now. */
  DOWNLOADING(1),
  /** Cloud and index agree. */
  COMPLETED(2),
  /** It waits, because its sync was stopped. */
  STOPPED(3),
  /** It was changed here and waits for its upload. */
  TO_BE_UPLOADED(4),
  /** It was uploaded during this mount and has not changed since. */
  UPLOAD_SUCCESS(5),
  /** Its upload was refused for good; the reason is in {@code user.cloud.error}. */
  UPLOAD_FAILURE(6);

  private final int number;

  FileSyncState(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
