package dev.stratus.sync.control;

import java.util.List;

/**
 * What {@code wait} came to.
 *
 * @param synced whether every file was in the cloud
 * @param timedOut whether the time ended it
 * @param remainingCount how many files are not in the cloud, {@code remaining} names the first
 */
public record WaitResult(
    boolean synced, boolean timedOut, long remainingCount, List<RemainingFile> remaining) {

  public WaitResult {
    remaining = List.copyOf(remaining);
  }
}
