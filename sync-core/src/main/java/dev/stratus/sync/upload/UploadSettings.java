package dev.stratus.sync.upload;

import java.time.Duration;

/**
 * How the uploader works.
 *
 * @param workers how many names are worked on at once
 * @param partWorkers how many parts of large files are sent at once
 * @param quiet how long a name must be left alone before its upload
 * @param patience after this long a name is uploaded though it is touched again and again, or its
 *     file is still open for writing
 * @param smallBytes files up to this size are read into memory once
 * @param multipartBytes files from this size go up in parts
 * @param partBytes the least size of a part
 */
public record UploadSettings(
    int workers,
    int partWorkers,
    Duration quiet,
    Duration patience,
    long smallBytes,
    long multipartBytes,
    long partBytes) {

  /**
   * What a mount uses unless it is told otherwise. With 32 workers small files go up as fast over a
   * line of 20 ms as a server takes them.
   */
  public static UploadSettings defaults() {
    return new UploadSettings(
        32, 8, Duration.ofMillis(300), Duration.ofSeconds(60), 1 << 20, 8 << 20, 8 << 20);
  }

  public UploadSettings withQuiet(Duration time) {
    return new UploadSettings(
        workers, partWorkers, time, patience, smallBytes, multipartBytes, partBytes);
  }

  public UploadSettings withWorkers(int count) {
    return new UploadSettings(
        count, partWorkers, quiet, patience, smallBytes, multipartBytes, partBytes);
  }
}
