package dev.stratus.sync.control;

/**
 * Bytes of one file on their way.
 *
 * @param path below the mount's root
 * @param total bytes of this transfer, of which {@code done} have arrived
 */
public record Transfer(String path, Direction direction, long done, long total) {

  /** Which way. */
  public enum Direction {
    UPLOAD,
    DOWNLOAD
  }
}
