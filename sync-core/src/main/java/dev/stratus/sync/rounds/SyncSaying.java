package dev.stratus.sync.rounds;

import org.jspecify.annotations.Nullable;

/**
 * How a sync stands, as it is told.
 *
 * @param trouble why it does not go on, null where nothing is wrong
 */
public record SyncSaying(State state, @Nullable Trouble trouble) {

  /** What it does. */
  public enum State {
    UPLOADING,
    UPLOAD_FAILED,
    /** It is found out what changed in the cloud, and taken over. */
    DOWNLOADING,
    DOWNLOAD_FAILED,
    COMPLETED,
    STOPPED
  }
}
