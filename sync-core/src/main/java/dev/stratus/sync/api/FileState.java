package dev.stratus.sync.api;

import dev.stratus.sync.FileSyncState;

/** Where a file's upload stands: cloudSync's FileState, with its own numbers. */
public enum FileState {
  /** It came from the cloud, or has not changed since its upload. */
  INITIAL_AFTER_DOWNLOAD(0),
  /** It goes up now. */
  UPLOADING(1),
  /** It waits, because its sync was stopped. */
  STOPPED(2),
  /** It waits for its upload. */
  TO_BE_UPLOADED(3),
  /** It was uploaded during this mount. */
  UPLOAD_SUCCESS(4),
  /** Its upload was refused. */
  UPLOAD_FAILURE(5);

  private final int number;

  FileState(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static FileState of(FileSyncState state) {
    return switch (state) {
      case UPLOADING -> UPLOADING;
      case STOPPED -> STOPPED;
      case TO_BE_UPLOADED -> TO_BE_UPLOADED;
      case UPLOAD_SUCCESS -> UPLOAD_SUCCESS;
      case UPLOAD_FAILURE -> UPLOAD_FAILURE;
      case COMPLETED, DOWNLOADING -> INITIAL_AFTER_DOWNLOAD;
    };
  }
}
