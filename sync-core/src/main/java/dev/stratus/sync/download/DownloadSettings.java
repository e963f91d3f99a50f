package dev.stratus.sync.download;

import dev.stratus.sync.content.Blocks;
import java.time.Duration;

/**
 * How far and how patiently bytes are fetched. All byte counts are multiples of a block.
 *
 * @param wholeFile a file up to this size comes whole at its first read
 * @param firstWindow what the first read of a larger file brings: few, so that it returns soon
 * @param maxWindow how far ahead of a sequential reader
 * @param segment the most that one request brings
 * @param piece the most that is put into the content file at once
 * @param requestsPerFile how many requests run for one file ahead of its readers
 * @param backgroundRequests how many run for nobody who waits, over all files
 * @param urgentRequests how many more may run for waiting readers
 * @param patience how long a read waits without progress
 * @param poll how often a waiting read looks whether its program was interrupted
 * @param recordAfter how long what was fetched may stay unrecorded once nothing comes any more
 * @param recordBytes how much of a file may stay unrecorded
 */
public record DownloadSettings(
    long wholeFile,
    long firstWindow,
    long maxWindow,
    long segment,
    int piece,
    int requestsPerFile,
    int backgroundRequests,
    int urgentRequests,
    Duration patience,
    Duration poll,
    Duration recordAfter,
    long recordBytes) {

  private static final long MIB = 1L << 20;

  /**
   * After a kill so much may have to be fetched again. With less the disk would write, and take
   * processor time, while a reader still waits for the rest of its file.
   */
  private static final long RECORDED_AT_ONCE = 256 * MIB;

  /** So many programs can read ahead at full speed before they take each other's bytes away. */
  private static final long PARTS_OF_CACHE = 8;

  public DownloadSettings {
    if (piece % Blocks.SIZE != 0 || segment % Blocks.SIZE != 0 || firstWindow % Blocks.SIZE != 0) {
      throw new IllegalArgumentException("not whole blocks");
    }
  }

  public static DownloadSettings defaults() {
    return new DownloadSettings(
        MIB,
        4 * Blocks.SIZE,
        64 * MIB,
        8 * MIB,
        4 * Blocks.SIZE,
        8,
        56,
        16,
        Duration.ofSeconds(16),
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        RECORDED_AT_ONCE);
  }

  public DownloadSettings withPatience(Duration newPatience) {
    return new DownloadSettings(
        wholeFile,
        firstWindow,
        maxWindow,
        segment,
        piece,
        requestsPerFile,
        backgroundRequests,
        urgentRequests,
        newPatience,
        poll,
        recordAfter,
        recordBytes);
  }

  public DownloadSettings withRecordAfter(Duration newRecordAfter) {
    return new DownloadSettings(
        wholeFile,
        firstWindow,
        maxWindow,
        segment,
        piece,
        requestsPerFile,
        backgroundRequests,
        urgentRequests,
        patience,
        poll,
        newRecordAfter,
        recordBytes);
  }

  /**
   * The same for local copies that may take so many bytes together: a part of that for one file.
   */
  public DownloadSettings within(long cacheBytes) {
    long most = cacheBytes / PARTS_OF_CACHE / Blocks.SIZE * Blocks.SIZE;
    return new DownloadSettings(
        wholeFile,
        firstWindow,
        Math.min(maxWindow, Math.max(most, firstWindow)),
        segment,
        piece,
        requestsPerFile,
        backgroundRequests,
        urgentRequests,
        patience,
        poll,
        recordAfter,
        Math.min(recordBytes, Math.max(most, firstWindow)));
  }
}
