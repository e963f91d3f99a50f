package dev.stratus.sync.control;

import java.util.List;

/**
 * What is left for the next mount, safe in the state directory.
 *
 * @param remainingCount how many files are not in the cloud, {@code remaining} names the first
 */
public record UnmountResult(long remainingCount, List<RemainingFile> remaining) {

  public UnmountResult {
    remaining = List.copyOf(remaining);
  }
}
