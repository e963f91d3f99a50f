package dev.stratus.sync.control;

import java.util.List;

/**
 * How a download stands.
 *
 * @param missing files that were not, or not all, here when it began, with the bytes that were
 *     missing
 * @param done how many of these are here now
 * @param ended whether nothing more is going on for it
 * @param stopped whether it was ended by {@code download --stop}
 * @param failedCount how many did not come, {@code failed} names the first and why
 */
public record DownloadResult(
    Amount missing,
    long done,
    boolean ended,
    boolean stopped,
    long failedCount,
    List<RemainingFile> failed) {

  public DownloadResult {
    failed = List.copyOf(failed);
  }
}
